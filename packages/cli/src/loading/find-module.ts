import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CliError } from '../terminal/cli-error';

const endings = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'];

/** The file that a module's path means: with or without its ending, or a folder with an index. */
export function findModule(path: string, cwd: string): string {
  const base = resolve(cwd, path);
  const candidates = [base, ...endings.map((ending) => base + ending), ...endings.map((ending) => join(base, `index${ending}`))];
  const file = candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
  if (file !== undefined) return file;
  throw new CliError(`There is no module ${path}.`, {
    hint: `Looked for ${base} with the endings ${endings.join(', ')}, and for an index in a folder of that name.`,
  });
}
