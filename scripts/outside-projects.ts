import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { listPackages, root } from './repository';

/** An empty folder outside the repository, so that nothing is found by accident. */
export function emptyFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `millrace-${name}-`));
}

/** The version of a development dependency of the repository, or of one of its packages. */
export function pinnedVersion(dependency: string): string {
  for (const folder of [root, ...listPackages().map((one) => one.folder)]) {
    const { devDependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      devDependencies?: Record<string, string>;
    };
    const version = devDependencies[dependency];
    if (version !== undefined) return version;
  }
  throw new Error(`No package.json of the repository pins ${dependency}.`);
}
