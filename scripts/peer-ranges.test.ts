import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { peersAt } from './peer-ranges';
import { listPackages, root } from './repository';

interface Manifest {
  readonly version: string;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

it('our own peers are wanted in the version of the package, others stay as they are', () => {
  expect(peersAt('1.2.0', { '@millrace/core': '^1.1.0', rxjs: '^7.8.0' })).toEqual({ '@millrace/core': '^1.2.0', rxjs: '^7.8.0' });
});

it.each(listPackages().map(({ name, folder }) => [name, folder]))('%s has the version of all, and wants its peers in it', (_, folder) => {
  const { version } = JSON.parse(readFileSync(join(root, 'lerna.json'), 'utf8')) as { version: string };
  const manifest = manifestIn(folder);
  const peers = manifest.peerDependencies ?? {};

  expect(manifest.version).toBe(version);
  expect(peers).toEqual(peersAt(version, peers));
});
