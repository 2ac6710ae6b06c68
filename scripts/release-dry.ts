// What a release would be, without making one: copies what is committed, lets lerna choose the versions there, builds and packs
// every package into reports/release/, and lists what is in each. No commit, no tag, no push; the working tree stays as it is.
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { copyOfRepository } from './copy-of-repository';
import { pack, publishedFolders, type Packed } from './packed-packages';
import { root } from './repository';
import { run } from './run-program';

const destination = join(root, 'reports/release');

async function main(): Promise<void> {
  const uncommitted = await run('git', ['status', '--porcelain'], root);
  if (uncommitted !== '') console.warn('What is not committed is left out.\n');

  const copy = await copyOfRepository('release');
  try {
    // Lerna wants a branch, and what was cloned may be a commit that none points to.
    await run('git', ['switch', '--quiet', '--force-create', 'release'], copy);
    const folders = publishedFolders(copy);
    folders.forEach((folder) => copyBuild(join(root, relative(copy, folder)), folder));

    const lerna = join(root, 'node_modules/lerna/dist/cli.js');
    await run(process.execPath, [lerna, 'version', '--no-git-tag-version', '--no-push', '--yes', '--allow-branch', '*'], copy);
    await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b', ...folders], copy);

    rmSync(destination, { recursive: true, force: true });
    mkdirSync(destination, { recursive: true });
    const packed = await pack(folders, destination, copy);
    for (const one of packed) list(one);
    process.exitCode = packed.flatMap(faultsOf).map(report).length === 0 ? 0 : 1;
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** What was built in the repository; the compiler knows by its hashes what of that is right for the copy. */
function copyBuild(from: string, to: string): void {
  if (existsSync(join(from, 'dist'))) cpSync(join(from, 'dist'), join(to, 'dist'), { recursive: true, preserveTimestamps: true });
}

/** Prints what a tarball has by kind of file, and writes the paths of all files beside it. */
function list({ name, version, tarball, size, unpackedSize, files }: Packed): void {
  const kinds = new Map<string, { count: number; size: number }>();
  for (const file of files) {
    const kind = kindOf(file.path);
    const { count, size: sum } = kinds.get(kind) ?? { count: 0, size: 0 };
    kinds.set(kind, { count: count + 1, size: sum + file.size });
  }
  const paths = tarball.replace(/\.tgz$/, '.txt');
  writeFileSync(paths, files.map(({ path, size: own }) => `${String(own).padStart(8)} ${path}\n`).join(''));

  console.log(`${name} ${version}: ${relative(root, tarball)}, ${kilobytes(size)}, unpacked ${kilobytes(unpackedSize)}`);
  for (const [kind, { count, size: sum }] of kinds)
    console.log(`  ${kilobytes(sum).padStart(8)}  ${kind}${count > 1 ? ` (${count} files)` : ''}`);
  console.log(`  all files: ${relative(root, paths)}\n`);
}

/** `dist/**.d.ts.map` for what is in a folder; a file of the top folder is a kind of its own. */
function kindOf(path: string): string {
  const [folder = '', ...rest] = path.split('/');
  return rest.length === 0 ? path : `${folder}/**${/(\.d)?\.\w+(\.map)?$/.exec(path)?.[0] ?? ''}`;
}

/** What a tarball lacks, or should not have. */
function faultsOf({ name, files }: Packed): string[] {
  const paths = files.map(({ path }) => path);
  const missing = ['LICENSE', 'README.md', 'package.json', 'dist/index.js', 'dist/index.d.ts'].filter((path) => !paths.includes(path));
  const surplus = paths.filter((path) => /\.test\.|(^|\/)tests\/|tsbuildinfo|\.tgz$/.test(path));
  return [
    ...missing.map((path) => `${name} lacks ${path}.`),
    ...surplus.map((path) => `${name} should not have ${path}: see "files" of its package.json.`),
  ];
}

function report(fault: string): string {
  console.error(fault);
  return fault;
}

function kilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1000)} kB`;
}

void main();
