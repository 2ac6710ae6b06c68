import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { run } from '../run-program';
import { listFiles, root } from '../repository';
import type { MenuEntry } from './docs-pages';
import { anchorOf } from './heading-anchors';
import { inlineDrawing } from './inline-drawing';
import type { Page } from './page';

interface DrawnModule {
  readonly title: string;
  readonly module: string;
  /** Further words of the command line, as it is shown. */
  readonly words?: readonly string[];
}

/** What is drawn of an example, where that is not its one module with collectors. */
const drawnModules: Readonly<Record<string, readonly DrawnModule[]>> = {
  'two-collects': [
    { title: 'The direct form', module: 'src/direct.ts' },
    { title: 'Merged', module: 'src/merged.ts' },
    {
      title: 'By config',
      module: 'src/by-config.ts',
      words: ['--set', 'millrace.enablePowerUserMode=true', '--set', 'metricNames=["revenue","returnRate"]'],
    },
  ],
  'nest-shop': [{ title: '', module: 'src/metrics/sales-metrics.ts', words: ['--set', 'currency=EUR'] }],
};

/** The names of the examples: the quickstart first, the demo next, the others as they come. */
export function exampleNames(): string[] {
  const names = readdirSync(join(root, 'examples')).filter((name) => existsSync(join(root, 'examples', name, 'package.json')));
  return [...new Set(['quickstart', 'two-collects', 'flights', ...names.sort()])];
}

function modulesOf(example: string): readonly DrawnModule[] {
  const folder = join(root, 'examples', example);
  const withCollectors = listFiles(join(folder, 'src'), (file) => file.endsWith('.ts') && readFileSync(file, 'utf8').includes('@collect('));
  return drawnModules[example] ?? withCollectors.map((file) => ({ title: '', module: relative(folder, file) }));
}

/** The folders of the examples, which are built before they are drawn. */
export function drawnExamples(): string[] {
  return exampleNames().map((name) => `examples/${name}`);
}

/** The menu of the examples. */
export function examplesMenu(): MenuEntry[] {
  return [{ text: 'Examples', items: exampleNames().map((name) => ({ text: titleOf(name), link: `/examples/${name}` })) }];
}

/** A page for each example: what it is, its drawings, its sources; and one that lists them. Drawings to look around in go to `publicFolder`. */
export async function examplePages(publicFolder: string): Promise<Page[]> {
  mkdirSync(join(publicFolder, 'drawings'), { recursive: true });

  const names = exampleNames();
  const pages = await Promise.all(names.map((name) => examplePage(name, publicFolder)));
  const rows = names.map((name) => `| [${titleOf(name)}](examples/${name}) | ${descriptionOf(name)} |`);
  const list = [
    '# Examples',
    '',
    'All are in the repository, and run from its top folder.',
    '',
    '| example | what it is |',
    '|---|---|',
    ...rows,
    '',
  ].join('\n');
  return [{ source: 'examples', path: 'examples/index.md', text: list }, ...pages];
}

/** What the page of an example begins with: its README, else its description and how it is run. */
export function exampleIntro(name: string): Page {
  const folder = join(root, 'examples', name);
  const readme = existsSync(join(folder, 'README.md')) ? readFileSync(join(folder, 'README.md'), 'utf8') : undefined;
  const intro = readme?.replace(/^# .*\n/, '') ?? `${descriptionOf(name)}.\n\n\`\`\`sh\nnpm start -w examples/${name}\n\`\`\`\n`;
  return { source: `examples/${name}`, path: `examples/${name}.md`, text: `# ${titleOf(name)}\n\n${linkedSources(intro)}\n` };
}

async function examplePage(name: string, publicFolder: string): Promise<Page> {
  const folder = join(root, 'examples', name);
  const sources = listFiles(join(folder, 'src'), (file) => file.endsWith('.ts')).map((file) => relative(folder, file));
  const intro = exampleIntro(name);
  const lines = [intro.text];
  for (const [index, one] of modulesOf(name).entries())
    lines.push(...(await drawing(name, one, `${name}${index === 0 ? '' : `-${index + 1}`}`, publicFolder)));
  lines.push('## Sources', '');
  for (const source of sources) lines.push(`### ${source}`, '', '```ts', readFileSync(join(folder, source), 'utf8').trimEnd(), '```', '');
  return { ...intro, text: lines.join('\n') };
}

/** The drawings that our own command line makes: one in the page, one to look around in. */
async function drawing(example: string, { title, module, words = [] }: DrawnModule, name: string, publicFolder: string): Promise<string[]> {
  const folder = join(root, 'examples', example);
  const drawn = drawable(folder, module);
  const pictures = join(publicFolder, 'drawings', name);
  for (const file of [`${pictures}.svg`, `${pictures}.html`])
    await run(process.execPath, [join(root, 'packages/cli/dist/bin.js'), 'graph', drawn, ...words, '--no-legend', '-o', file], folder);

  const quoted = words.map((word) => (/["[]/.test(word) ? `'${word}'` : word));
  const command = ['millrace graph', module, ...quoted, '--no-legend', '-o', `${name}.svg`].join(' ');
  const how = drawn === module ? `, as \`${command}\` draws it` : '';
  return [
    ...(title === '' ? [] : [`## ${title}`, '']),
    inlineDrawing(readFileSync(`${pictures}.svg`, 'utf8')),
    '',
    `[Look around in it](/drawings/${name}.html){target="_blank"}${how}.`,
    '',
  ];
}

/** A module that the command line can draw: beside what was compiled, a copy of one that exports no class, or names pools and executors that only its program has. */
function drawable(folder: string, module: string): string {
  const text = readFileSync(join(folder, module), 'utf8');
  const copy = text.replace(/ executor: '\w+',/g, '').replace(/@pool\('\w+'\)\s*/g, '');
  if (/^export class /m.test(text) && copy === text) return module;
  writeFileSync(join(folder, 'dist/drawn.ts'), copy.replace(/^class /gm, 'export class '));
  return 'dist/drawn.ts';
}

/** Links to sources become links to where the page shows them. */
function linkedSources(markdown: string): string {
  return markdown.replace(/\]\((src\/[^)]*)\)/g, (_, path: string) => `](#${anchorOf(path)})`);
}

function titleOf(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replace(/-/g, ' ');
}

function descriptionOf(name: string): string {
  const { description } = JSON.parse(readFileSync(join(root, 'examples', name, 'package.json'), 'utf8')) as { description: string };
  return description;
}
