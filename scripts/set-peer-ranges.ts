// Sets the ranges in which the packages of the repository want each other as peers; lerna leaves peers as they are, and runs this
// when it has chosen a version (`version` in package.json).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { peersAt } from './peer-ranges';
import { root } from './repository';
import { publishedFolders } from './packed-packages';

const { version } = JSON.parse(readFileSync(join(root, 'lerna.json'), 'utf8')) as { version: string };

for (const folder of publishedFolders()) {
  const file = join(folder, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { peerDependencies?: Record<string, string> };
  if (manifest.peerDependencies === undefined) continue;
  const changed = { ...manifest, peerDependencies: peersAt(version, manifest.peerDependencies) };
  writeFileSync(file, `${JSON.stringify(changed, null, 2)}\n`);
}
