import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CliError } from '../terminal/cli-error';
import type { Terminal } from '../terminal/terminal';
import { reasonOf } from '../values/read-data-file';

/** Writes a picture to a file, or to stdout where there is none or it is `-`. */
export async function writePicture(
  picture: string | Uint8Array,
  file: string | undefined,
  { cwd, stdout }: Pick<Terminal, 'cwd' | 'stdout'>,
): Promise<void> {
  if (file !== undefined && file !== '-') return writeResultFile(file, picture, cwd);
  if (typeof picture !== 'string' && stdout.isTTY === true)
    throw new CliError('A terminal cannot show a PNG.', { hint: 'Name a file with -o graph.png, or send it into a pipe.' });
  stdout.write(typeof picture === 'string' && !picture.endsWith('\n') ? `${picture}\n` : picture);
}

/** Writes a file that the command line named. */
async function writeResultFile(file: string, content: string | Uint8Array, cwd: string): Promise<void> {
  try {
    await writeFile(resolve(cwd, file), content);
  } catch (cause) {
    throw new CliError(`${file} cannot be written: ${reasonOf(cause)}.`, {
      cause,
      hint: 'Name a file in a folder that is there and can be written to.',
    });
  }
}
