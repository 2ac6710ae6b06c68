import { readFileSync } from 'node:fs';
import { arch, availableParallelism, platform } from 'node:os';
import { dirname, join } from 'node:path';

/** What results were measured on: of what kind, not which one. */
export interface Machine {
  readonly cores: number;
  readonly platform: string;
  readonly node: string;
  readonly v8: string;
  /** Versions of the libraries that take part. */
  readonly libraries: Readonly<Record<string, string>>;
}

const ROOT = join(__dirname, '..', '..', '..');
const LIBRARIES = ['rxjs', 'p-map', 'async', 'effect', '@langchain/langgraph', 'typescript'];

export function describeMachine(): Machine {
  return {
    cores: availableParallelism(),
    platform: `${platform()} ${arch()}`,
    node: process.versions.node,
    v8: process.versions.v8,
    libraries: Object.fromEntries(LIBRARIES.map((name) => [name, versionOf(name)])),
  };
}

/** Read from the file, since not every package lets its package.json be required. */
function versionOf(library: string): string {
  for (const folder of [dirname(dirname(__dirname)), ROOT]) {
    const path = join(folder, 'node_modules', library, 'package.json');
    const text = readIfThere(path);
    if (text !== undefined) return (JSON.parse(text) as { readonly version: string }).version;
  }
  throw new Error(`${library} is not installed: run "npm install".`);
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
