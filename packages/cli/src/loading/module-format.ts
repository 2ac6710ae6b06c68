import { readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';

/** How a file is to be loaded. */
export interface ModuleFormat {
  readonly language: 'TypeScript' | 'JavaScript';
  readonly system: 'CommonJS' | 'ESM';
}

/** What Node takes a file for: by its ending, else by the `type` of the package that it is in. */
export function formatOf(file: string): ModuleFormat {
  const ending = extname(file);
  const language = /^\.[mc]?tsx?$/.test(ending) ? 'TypeScript' : 'JavaScript';
  if (ending.startsWith('.m')) return { language, system: 'ESM' };
  if (ending.startsWith('.c')) return { language, system: 'CommonJS' };
  return { language, system: typeOfPackageAround(file) === 'module' ? 'ESM' : 'CommonJS' };
}

/** The nearest folder upwards, the one of the file first, that holds an entry of this name; with the entry's path. */
export function findUp(name: string, file: string, exists: (path: string) => boolean): string | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const path = join(folder, name);
    if (exists(path)) return path;
    if (folder === dirname(folder)) return undefined;
  }
}

function typeOfPackageAround(file: string): unknown {
  let manifest: unknown;
  findUp('package.json', file, (path) => {
    try {
      manifest = JSON.parse(readFileSync(path, 'utf8'));
      return true;
    } catch {
      return false;
    }
  });
  return typeof manifest === 'object' && manifest !== null && 'type' in manifest ? manifest.type : undefined;
}
