import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { listPackages, root } from './repository';

const execute = promisify(execFile);

/** An empty folder outside the repository, so that nothing is found by accident. */
export function emptyFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `millrace-${name}-`));
}

/** Builds packages and packs them as they would be published; gives the tarball of each, by the package's name. */
export async function packPackages(...names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const folders = listPackages()
    .filter(({ name }) => names.includes(name))
    .map(({ folder }) => folder);
  await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b', ...folders], root);

  const packed = await pack(folders, emptyFolder('packed'), root);
  return new Map(packed.map(({ name, tarball }) => [name, tarball]));
}

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

/** Packs built packages of a repository into a folder. */
export async function pack(folders: readonly string[], destination: string, repository: string): Promise<Packed[]> {
  const printed = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', destination, ...folders], repository);
  const packed = Object.values(JSON.parse(printed) as Record<string, Omit<Packed, 'tarball'> & { filename: string }>);
  return packed.map(({ filename, ...one }) => ({ ...one, tarball: join(destination, filename) }));
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

/** Runs a program to its end and gives what it printed; fails with all that it said. */
export async function run(program: string, args: readonly string[], folder: string): Promise<string> {
  try {
    return (await execute(program, args, { cwd: folder, env: environment(), maxBuffer: 1e8 })).stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(' ')} failed in ${folder}:\n${stdout}${stderr}`, { cause: error });
  }
}

/** Prefers what is in npm's cache, and leaves out what the run around this one has set for itself. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle|config_(prefix|local_prefix|workspace))/.test(name));
  return { ...Object.fromEntries(own), npm_config_prefer_offline: 'true', npm_config_audit: 'false', npm_config_fund: 'false' };
}
