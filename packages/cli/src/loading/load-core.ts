import { createRequire } from 'node:module';
import { join } from 'node:path';
import { CliError } from '../terminal/cli-error';

/** The library, as the project has it. */
export type Core = typeof import('@millrace/core');

/** Loads the copy of `@millrace/core` that the project's modules import, else the one that this package sees. */
export function loadCore(folder: string): Core {
  for (const from of [join(folder, 'package.json'), __filename]) {
    const load = createRequire(from);
    let path: string;
    try {
      path = load.resolve('@millrace/core');
    } catch {
      continue;
    }
    return load(path) as Core;
  }
  throw new CliError('@millrace/core is not installed.', { hint: 'npm install @millrace/core rxjs reflect-metadata' });
}
