// Compiles the TypeScript blocks of README.md, docs/ and the READMEs of the packages and examples. In the info string of
// a block, `ts nocheck` leaves it out, `ts continue` makes it go on from the block before it.
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { compileSnippets } from './compile-snippets';
import { extractSnippets } from './extract-snippets';
import { listFiles, root } from './repository';

const isReadme = (path: string): boolean => path.endsWith('README.md');
const pages = [
  join(root, 'README.md'),
  ...listFiles(join(root, 'docs'), (path) => path.endsWith('.md')),
  ...listFiles(join(root, 'packages'), isReadme),
  ...listFiles(join(root, 'examples'), isReadme),
].filter((path) => existsSync(path));

const snippets = pages.flatMap((page) => extractSnippets(relative(root, page), readFileSync(page, 'utf8')));
const faults = compileSnippets(snippets);

for (const fault of faults) console.error(fault);
console.log(`${snippets.length} snippets in ${pages.length} pages, ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
