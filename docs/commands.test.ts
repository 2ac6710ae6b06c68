import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { listFiles, root } from '../scripts/repository';

const loading = 'packages/cli/tests/loading.test.ts';
const referencePage = 'packages/cli/tests/reference-page.test.ts';
const newcomer = 'packages/nestjs/tests/long/newcomer.long.ts';
const installed = 'packages/cli/tests/long/installed-packages.long.ts';

/** Pages, or blocks of one language of them, whose every command is run by a test that reads them off the page. */
const followed: Readonly<Record<string, string>> = {
  'docs/cli.md console': referencePage,
  'docs/getting-started.md sh': 'packages/core/tests/long/installs-anywhere.long.ts',
  'docs/nestjs.md sh': newcomer,
  'packages/nestjs/README.md sh': newcomer,
  ...Object.fromEntries(
    [
      'docs/operations/opentelemetry.md',
      ...['cache-sqlite', 'cli', 'core', 'opentelemetry', 'worker-threads'].map((name) => `packages/${name}/README.md`),
    ].map((page) => [`${page} sh`, installed]),
  ),
};

/** All other commands, with what runs them, or the same with a file of another name. */
const runBy: Readonly<Record<string, string>> = {
  'npm install': '.ci/run',
  'npm test': '.ci/run',
  'npm install && npm run demo': '.ci/run',
  'npm install && npm test': '.ci/run',
  'npm install --save-dev @millrace/cli tsx': installed,
  'npm start -w examples/nest-shop': 'examples/nest-shop/src/main.test.ts',
  'npx millrace list src/sales.ts': loading,
  'millrace watch src/flight-metrics.ts -o flights.html': referencePage,
  'eval "$(millrace completion bash)"': 'packages/cli/tests/completion.test.ts',
  'eval "$(millrace completion zsh)"': 'packages/cli/tests/completion.test.ts',
  'millrace completion fish | source': 'packages/cli/tests/completion.test.ts',
};

const isPage = (file: string): boolean => file.endsWith('.md') && !file.endsWith('CHANGELOG.md');
const isReadme = (file: string): boolean => file.endsWith('README.md');
const pages = [
  ...['README.md', 'CONTRIBUTING.md'].map((page) => path.join(root, page)),
  ...listFiles(path.join(root, 'docs'), isPage),
  ...['packages', 'examples', 'benchmarks'].flatMap((folder) => listFiles(path.join(root, folder), isReadme)),
].map((file) => ({ page: path.relative(root, file), text: readFileSync(file, 'utf8') }));

const notCommands = ['', 'js', 'json', 'jsonc', 'mermaid', 'python', 'text', 'ts', 'yaml'];
const commands = pages.flatMap(({ page, text }) =>
  blocksOf(text)
    .filter(({ language }) => !notCommands.includes(language))
    .flatMap(({ language, lines }) => commandsOf(language, lines).map((command) => ({ block: `${page} ${language}`, command }))),
);

it('every command of the pages is run by a test that reads it there, or by what the list here says', () => {
  expect(commands.length).toBeGreaterThan(60);
  expect(commands.filter(({ block, command }) => followed[block] === undefined && runBy[command] === undefined)).toEqual([]);
});

it('the lists have nothing that no page has, and name files that are there', () => {
  const known = new Set(commands.flatMap(({ block, command }) => [block, command]));

  expect([...Object.keys(followed), ...Object.keys(runBy)].filter((entry) => !known.has(entry))).toEqual([]);
  expect([...Object.values(followed), ...Object.values(runBy)].filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
});

it('every script and every command of millrace that the text names is there', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: object };
  const program = readFileSync(path.join(root, 'packages/cli/src/program.ts'), 'utf8');
  const named = pages.flatMap(({ page, text }) => {
    const outsideOfBlocks = text.replaceAll(/^```[^]*?^```/gm, '');
    return [...outsideOfBlocks.matchAll(/`(?:npx )?(npm run|millrace)(?: --silent)? ([\w:]+)[^`]*`/g)].map(
      ([, runner = '', name = '']) => ({ page, runner, name }),
    );
  });

  expect(named.length).toBeGreaterThan(15);
  const isThere = ({ runner, name }: { runner: string; name: string }): boolean =>
    runner === 'npm run' ? name in scripts : name === 'help' || program.includes(`import('./commands/${name}.js')`);
  expect(named.filter((one) => !isThere(one))).toEqual([]);
});

function blocksOf(text: string): { language: string; lines: string[] }[] {
  return [...text.matchAll(/^ *```(\w*)[^\n]*\n([^]*?)^ *```/gm)].map(([, language = '', block = '']) => ({
    language,
    lines: block.trimEnd().split('\n'),
  }));
}

/** What is typed: in a console block the lines behind `$`, else all; without comments. */
function commandsOf(language: string, lines: readonly string[]): string[] {
  const typed = language === 'console' ? lines.flatMap((line) => (line.startsWith('$ ') ? [line.slice(2)] : [])) : lines;
  return typed.map((line) => line.replace(/(?:^|\s+)# .*$/, '').trim()).filter((line) => line !== '');
}
