import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { listPackages, root } from './repository';
import { run } from './run-program';

/** A package as npm has packed it. */
export interface Packed {
  readonly name: string;
  readonly version: string;
  /** The path of the tarball. */
  readonly tarball: string;
  /** In bytes. */
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

/** Where what was packed is kept, in a folder for each state of the packages. */
const kept = join(root, 'node_modules/.cache/millrace-packed');

/**
 * All packages that are published, built and packed as they would be, by their names. They are packed once for each state
 * that they are in: tests that install them share the tarballs, and leave them where they are.
 */
export async function packedPackages(): Promise<ReadonlyMap<string, Packed>> {
  const folders = publishedFolders();
  await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b', ...folders], root);

  folders.forEach(removeLeftovers);
  const folder = join(kept, contentHash(folders));
  if (!existsSync(folder)) await packInto(folder, folders);
  const packed = JSON.parse(readFileSync(join(folder, 'packed.json'), 'utf8')) as Packed[];
  return new Map(packed.map((one) => [one.name, { ...one, tarball: join(folder, one.tarball) }]));
}

/** The folders of the packages that are published. */
export function publishedFolders(repository = root): string[] {
  return listPackages(repository)
    .filter(({ isPrivate }) => !isPrivate)
    .map(({ folder }) => folder);
}

/** Packs built packages of a repository into a folder. */
export async function pack(folders: readonly string[], destination: string, repository: string): Promise<Packed[]> {
  const printed = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', destination, ...folders], repository);
  const packed = Object.values(JSON.parse(printed) as Record<string, Omit<Packed, 'tarball'> & { filename: string }>);
  return packed.map(({ filename, ...one }) => ({ ...one, tarball: join(destination, filename) }));
}

/** The folder appears when all is in it, whoever else packs the same at the same time. */
async function packInto(folder: string, folders: readonly string[]): Promise<void> {
  mkdirSync(kept, { recursive: true });
  const unfinished = mkdtempSync(join(kept, 'unfinished-'));
  const packed = await pack(folders, unfinished, root);
  const list = packed.map((one) => ({ ...one, tarball: relative(unfinished, one.tarball) }));
  writeFileSync(join(unfinished, 'packed.json'), JSON.stringify(list));
  if (existsSync(folder)) rmSync(unfinished, { recursive: true });
  else renameSync(unfinished, folder);
}

/** Removes what the compiler wrote for sources that have been moved or deleted since, which it leaves. */
function removeLeftovers(folder: string): void {
  for (const file of readdirSync(join(folder, 'dist'), { recursive: true, encoding: 'utf8' })) {
    const [, source] = /^(.*?)(\.d\.ts|\.js)(\.map)?$/.exec(file) ?? [];
    if (source !== undefined && !existsSync(join(folder, 'src', `${source}.ts`))) rmSync(join(folder, 'dist', file));
  }
}

/** One for all that the tarballs are made of. */
function contentHash(folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of folders.flatMap(filesOf))
    hash
      .update(`${relative(root, path)}\0`)
      .update(readFileSync(path))
      .update('\0');
  return hash.digest('hex').slice(0, 20);
}

/** The files of a package that may be packed. */
function filesOf(folder: string): string[] {
  const own = ['package.json', 'README.md', 'LICENSE'].map((name) => join(folder, name)).filter(existsSync);
  const built = ['dist', 'src'].flatMap((part) => readdirSync(join(folder, part), { recursive: true, withFileTypes: true }));
  return [...own, ...built.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))].sort();
}
