import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The top folder of the repository. */
export const root = resolve(__dirname, '..');

export interface Package {
  /** As published: `@millrace/core`. */
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  readonly isPrivate: boolean;
}

/** Every folder under packages/ that has a package.json, by name; those of a copy of the repository, if one is named. */
export function listPackages(repository = root): Package[] {
  return readdirSync(join(repository, 'packages'))
    .sort()
    .map((entry) => join(repository, 'packages', entry))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => {
      const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string; private?: boolean };
      return { name: manifest.name, folder, isPrivate: manifest.private === true };
    });
}

/** The files of a folder and its folders, sorted, without node_modules and dist. */
export function listFiles(folder: string, matches: (path: string) => boolean): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === 'node_modules' || entry.name === 'dist' ? [] : listFiles(path, matches);
      return matches(path) ? [path] : [];
    });
}
