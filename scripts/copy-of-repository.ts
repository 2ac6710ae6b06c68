import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';

import { emptyFolder } from './outside-projects';
import { listPackages, root } from './repository';
import { run } from './run-program';

/** Copies what is committed into a new folder, and makes that work without an installation of its own. Whoever asks for it removes it. */
export async function copyOfRepository(purpose: string): Promise<string> {
  const copy = emptyFolder(purpose);
  await run('git', ['clone', '--quiet', '--shared', root, copy], root);
  linkModules(copy);
  return copy;
}

/** Gives the copy the installed packages of the repository, and its own packages in place of the repository's. */
function linkModules(copy: string): void {
  const installed = ['node_modules', ...listPackages(copy).map(({ folder }) => join(relative(copy, folder), 'node_modules'))];
  for (const modules of installed) {
    const from = join(root, modules);
    mkdirSync(join(copy, modules));
    for (const entry of entriesOf(from)) {
      if (entry !== '@millrace') symlinkSync(join(from, entry), join(copy, modules, entry));
    }
  }
  mkdirSync(join(copy, 'node_modules/@millrace'));
  for (const { name, folder } of listPackages(copy)) symlinkSync(folder, join(copy, 'node_modules', name));
}

function entriesOf(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
