import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { run } from '../packed-packages';
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

/** What is drawn of each example, in the order in which the examples are listed. */
const examples: Readonly<Record<string, readonly DrawnModule[]>> = {
  quickstart: [{ title: '', module: 'src/main.ts' }],
  'two-collects': [
    { title: 'The direct form', module: 'src/direct.ts' },
    { title: 'Merged', module: 'src/merged.ts' },
    {
      title: 'By config',
      module: 'src/by-config.ts',
      words: ['--set', 'millrace.enablePowerUserMode=true', '--set', 'metricNames=["revenue","returnRate"]'],
    },
  ],
  flights: [{ title: '', module: 'src/flight-metrics.ts' }],
  enrichment: [{ title: '', module: 'src/enrichment.ts' }],
  bootstrap: [{ title: '', module: 'src/delay-by-hour.ts' }],
  'nest-shop': [{ title: '', module: 'src/metrics/sales-metrics.ts', words: ['--set', 'currency=EUR'] }],
};

/** The menu of the examples. */
export function examplesMenu(): MenuEntry[] {
  return [{ text: 'Examples', items: Object.keys(examples).map((name) => ({ text: titleOf(name), link: `/examples/${name}` })) }];
}

/** A page for each example: what it is, its drawings, its sources; and one that lists them. Drawings to look around in go to `publicFolder`. */
export async function examplePages(publicFolder: string): Promise<Page[]> {
  const folders = readdirSync(join(root, 'examples')).filter((name) => existsSync(join(root, 'examples', name, 'package.json')));
  const unknown = folders.filter((name) => !(name in examples));
  if (unknown.length > 0) throw new Error(`scripts/site/example-pages.ts does not say what to draw of the examples ${unknown.join(', ')}.`);
  mkdirSync(join(publicFolder, 'drawings'), { recursive: true });

  const names = Object.keys(examples).filter((name) => folders.includes(name));
  const pages = await Promise.all(names.map((name) => examplePage(name, examples[name] ?? [], publicFolder)));
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

async function examplePage(name: string, drawn: readonly DrawnModule[], publicFolder: string): Promise<Page> {
  const folder = join(root, 'examples', name);
  const sources = listFiles(join(folder, 'src'), (file) => file.endsWith('.ts')).map((file) => relative(folder, file));
  const readme = existsSync(join(folder, 'README.md')) ? readFileSync(join(folder, 'README.md'), 'utf8') : undefined;
  const intro = readme?.replace(/^# .*\n/, '') ?? `${descriptionOf(name)}.\n\n\`\`\`sh\nnpm start -w examples/${name}\n\`\`\`\n`;
  const lines = [`# ${titleOf(name)}`, '', linkedSources(intro), ''];
  for (const [index, one] of drawn.entries())
    lines.push(...(await drawing(name, one, `${name}${index === 0 ? '' : `-${index + 1}`}`, publicFolder)));
  lines.push('## Sources', '');
  for (const source of sources) lines.push(`### ${source}`, '', '```ts', readFileSync(join(folder, source), 'utf8').trimEnd(), '```', '');
  return { source: `examples/${name}`, path: `examples/${name}.md`, text: lines.join('\n') };
}

/** The drawings that our own command line makes: one in the page, one to look around in. */
async function drawing(example: string, { title, module, words = [] }: DrawnModule, name: string, publicFolder: string): Promise<string[]> {
  const folder = join(root, 'examples', example);
  const [svg, html] = ['svg', 'html'].map((ending) => join(publicFolder, 'drawings', `${name}.${ending}`));
  for (const file of [svg, html]) {
    if (file === undefined) continue;
    await run(
      process.execPath,
      [join(root, 'packages/cli/dist/bin.js'), 'graph', drawable(folder, module), ...words, '--no-legend', '-o', file],
      folder,
    );
  }
  const command = ['millrace graph', module, ...words.map((word) => (/["[]/.test(word) ? `'${word}'` : word)), '-o', `${name}.svg`].join(
    ' ',
  );
  return [
    ...(title === '' ? [] : [`## ${title}`, '']),
    inlineDrawing(readFileSync(svg ?? '', 'utf8')),
    '',
    `[Look around in it](/drawings/${name}.html){target="_blank"}, as it was drawn by \`${command}\`.`,
    '',
  ];
}

/** A module that the command line can draw: beside what was compiled, a copy of one that exports no class, or needs executors that only its program makes. */
function drawable(folder: string, module: string): string {
  const text = readFileSync(join(folder, module), 'utf8');
  const copy = text.replace(/ executor: '\w+',/, '');
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
