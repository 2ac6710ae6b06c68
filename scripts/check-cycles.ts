// Fails if the imports of packages/*/src form a cycle. Type-only imports count: a cycle of types is a missing seam too.
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import ts from 'typescript';

import { findCycles } from './find-cycles';
import { listFiles, listPackages, root } from './repository';

const packages = listPackages();
const sources = packages.flatMap(({ folder }) =>
  listFiles(join(folder, 'src'), (path) => path.endsWith('.ts') && !path.endsWith('.test.ts')),
);

const imports = new Map(sources.map((file) => [file, importsOf(file)]));
const cycles = findCycles(imports);

for (const cycle of cycles) console.error(`Import cycle: ${cycle.map((file) => relative(root, file)).join(' -> ')}`);
console.log(`${sources.length} files, ${cycles.length} import cycles`);
process.exitCode = cycles.length === 0 ? 0 : 1;

/** The sources that a file names in an import, an export, an `import()` or an import type. */
function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
  return importedFiles.map(({ fileName }) => sourceOf(fileName, file)).filter((path) => path !== undefined);
}

function sourceOf(specifier: string, importer: string): string | undefined {
  if (specifier.startsWith('.')) return existing(join(importer, '..', specifier));
  const owner = packages.find(({ name }) => specifier === name || specifier.startsWith(`${name}/`));
  return owner && existing(join(owner.folder, 'src', specifier.slice(owner.name.length)));
}

function existing(path: string): string | undefined {
  const stem = path.replace(/\.js$/, '');
  return [`${stem}.ts`, join(stem, 'index.ts')].find((candidate) => existsSync(candidate));
}
