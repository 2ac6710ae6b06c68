// `npm run site` builds the documentation site into site/dist/html; with `--dev` it serves it instead, and follows changes of docs/.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { run } from './run-program';
import { root } from './repository';
import { nodeTask, runTasks } from './run-tasks';
import { checkBuiltSite } from './site/check-built-site';
import { docsMenu, docsPages, docsPictures } from './site/docs-pages';
import { drawnExamples, examplePages, examplesMenu } from './site/example-pages';
import { inlineDrawing } from './site/inline-drawing';
import { linkPages, type Page } from './site/page';
import { entryPoints, referenceMenu, referencePages } from './site/reference-pages';
import { renderPageText } from './site/render-page-text';

const site = join(root, 'site');
const output = join(site, 'dist');

async function main(isDev: boolean): Promise<void> {
  if (!existsSync(join(site, 'node_modules'))) await run('npm', ['install'], site);
  rmSync(join(output, 'pages'), { recursive: true, force: true });
  rmSync(join(output, 'reference'), { recursive: true, force: true });

  const made = await runTasks([
    nodeTask('build', 'node_modules/typescript/bin/tsc', '-b', 'packages/cli', ...drawnExamples()),
    nodeTask(
      'reference',
      'site/node_modules/typedoc/bin/typedoc',
      '--options',
      'site/typedoc.json',
      ...entryPoints().flatMap((file) => ['--entryPoints', file]),
    ),
  ]);
  if (!made.every(({ ok }) => ok)) throw new Error('The site was not made.');
  const publicFolder = join(output, 'pages/public');
  const others = [...(await examplePages(publicFolder)), home(publicFolder), ...referencePages(join(output, 'reference'))];
  await writePages(others);

  const vitepress = (command: string): Promise<unknown> =>
    runTasks([nodeTask(command, 'site/node_modules/vitepress/bin/vitepress.js', command, 'site')]);
  if (isDev) {
    watch(join(root, 'docs'), { recursive: true }, () => void writePages(others).catch((error: unknown) => console.error(error)));
    await vitepress('dev');
    return;
  }
  await vitepress('build');
  const broken = checkBuiltSite(join(output, 'html'));
  for (const fault of broken) console.error(fault);
  process.exitCode = broken.length === 0 ? 0 : 1;
}

/** Writes all pages as VitePress is to read them, and the menus. */
async function writePages(others: readonly Page[]): Promise<void> {
  const docs = docsPages();
  const pages = [...docs, ...others];
  const pictures = docsPictures();
  for (const [source, path] of pictures) {
    mkdirSync(dirname(join(output, 'pages', path)), { recursive: true });
    copyFileSync(join(root, source), join(output, 'pages', path));
  }
  for (const { path, text } of linkPages(pages, new Map([...pictures, ['README.md', 'index.md']]))) {
    const file = join(output, 'pages', path);
    const rendered = await renderPageText(text);
    mkdirSync(dirname(file), { recursive: true });
    // An unchanged page would be drawn anew for nothing.
    if (!existsSync(file) || readFileSync(file, 'utf8') !== rendered) writeFileSync(file, rendered);
  }
  const menus = { '/examples/': examplesMenu(), '/reference/': referenceMenu(others), '/': docsMenu(docs) };
  writeFileSync(join(output, 'menus.json'), JSON.stringify(menus));
}

/** The title page, with the first block of the README and the drawing of it. */
function home(publicFolder: string): Page {
  const [quickstart = ''] = /^```ts\n.*?^```\n/ms.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? [];
  const drawing = inlineDrawing(readFileSync(join(publicFolder, 'drawings/quickstart.svg'), 'utf8'));
  const text = readFileSync(join(site, 'home.md'), 'utf8').replace('<!-- quickstart -->', `${quickstart}\n${drawing}`);
  return { source: 'site/home.md', path: 'index.md', text };
}

void main(process.argv.includes('--dev'));
