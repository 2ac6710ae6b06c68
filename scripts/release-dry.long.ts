import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { listPackages, root } from './repository';
import { run } from './run-program';

interface Manifest {
  readonly version: string;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const published = listPackages().filter(({ isPrivate }) => !isPrivate);

/** What a release would change: commits, tags, versions. */
async function state(): Promise<string[]> {
  const asked = [['rev-parse', 'HEAD'], ['tag'], ['diff', 'HEAD', '--', 'lerna.json', 'package-lock.json', '*/package.json']];
  return Promise.all(asked.map((args) => run('git', args, root)));
}

it('`npm run release:dry` packs each package as it would be released, and changes nothing', async () => {
  const before = await state();

  const printed = await run('npm', ['run', '--silent', 'release:dry'], root);

  const packed = [...printed.matchAll(/^(@millrace\/\S+) (\S+): (\S+\.tgz),/gm)].map(([, name = '', version = '', tarball = '']) => ({
    name,
    version,
    tarball: join(root, tarball),
  }));
  expect(packed.map(({ name }) => name)).toEqual(published.map(({ name }) => name));
  expect(new Set(packed.map(({ version }) => version)).size).toBe(1);
  for (const { version, tarball } of packed) {
    const manifest = JSON.parse(await run('tar', ['-xOzf', tarball, 'package/package.json'], root)) as Manifest;
    const peers = Object.entries(manifest.peerDependencies ?? {}).filter(([name]) => name.startsWith('@millrace/'));
    expect(manifest.version).toBe(version);
    expect(peers.map(([, range]) => range)).toEqual(peers.map(() => `^${version}`));
    expect(existsSync(tarball.replace(/\.tgz$/, '.txt'))).toBe(true);
  }
  expect(await state()).toEqual(before);
}, 400_000);
