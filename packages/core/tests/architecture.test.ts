import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, parse, relative, resolve, sep } from 'node:path';
import * as ts from 'typescript';

const REPOSITORY = resolve(__dirname, '../../..');
const SOURCES = resolve(__dirname, '../src');

/** What each folder of `src` may import, besides itself. `index.ts` may import everything. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  types: [],
  errors: ['types'],
  cache: ['types', 'errors'],
  dependencies: ['types', 'errors'],
  metadata: ['types', 'errors', 'dependencies'],
  modifiers: ['types', 'errors', 'dependencies', 'metadata'],
  decorators: ['types', 'errors', 'dependencies', 'metadata', 'modifiers'],
  graph: ['types', 'errors', 'dependencies', 'metadata', 'modifiers'],
  plan: ['types', 'errors', 'graph'],
  runtime: ['types', 'errors', 'cache', 'graph', 'plan'],
  events: ['types', 'errors', 'runtime'],
  driver: ['types', 'errors', 'modifiers', 'cache', 'graph', 'plan', 'runtime'],
  executors: ['types', 'errors', 'graph', 'plan', 'runtime', 'driver'],
  hooks: ['types', 'errors', 'graph', 'runtime'],
  testing: ['types', 'errors', 'cache', 'graph', 'plan', 'runtime', 'driver'],
};

/** The two files of `runtime/` that know of time: the clock that is injected, and the turn, which is per process by nature. */
const KNOWS_TIME: readonly string[] = ['runtime/clock.ts', 'runtime/loop-turn.ts'];

interface Source {
  /** Relative to `src`, with `/`. */
  readonly path: string;
  /** Its first folder; empty for files at the top. */
  readonly layer: string;
  readonly text: string;
  /** What it imports and re-exports, as it is written. */
  readonly imports: readonly string[];
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' || entry.name === 'dist' ? [] : filesBelow(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

function readSource(file: string): Source {
  const text = readFileSync(file, 'utf8');
  const path = relative(SOURCES, file).split(sep).join('/');
  const imports = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  return { path, layer: path.includes('/') ? (path.split('/')[0] ?? '') : '', text, imports };
}

/** The names and property accesses of a file, one a line: what it says, without comments and strings. */
function codeOf({ text }: Source): string {
  const file = ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true);
  const words: string[] = [];
  const visit = (at: ts.Node): void => {
    if (at.getChildCount() > 0) ts.forEachChild(at, visit);
    if (ts.isPropertyAccessExpression(at)) words.push(at.getText().replaceAll(/\s/g, ''));
    else if (ts.isIdentifier(at)) words.push(at.text);
  };
  visit(file);
  return words.join('\n');
}

/** The layer of a relative import, or `undefined` for a package. */
function layerOf(source: Source, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const target = relative(SOURCES, resolve(SOURCES, dirname(source.path), specifier)).split(sep);
  return target.length > 1 ? target[0] : '';
}

const isTest = (path: string) => path.endsWith('.test.ts');
const all = filesBelow(SOURCES).map(readSource);
const sources = all.filter(({ path }) => !isTest(path));

/** The imports of a layer that fulfil a condition, as `file -> import`. */
function importsOf(layer: string, matches: (specifier: string, source: Source) => boolean): string[] {
  return sources
    .filter((source) => source.layer === layer)
    .flatMap((source) =>
      source.imports.filter((specifier) => matches(specifier, source)).map((specifier) => `${source.path} -> ${specifier}`),
    );
}

/** The files that say one of the words in code. */
function saying(words: RegExp, where: (source: Source) => boolean): string[] {
  return sources.filter((source) => where(source) && words.test(codeOf(source))).map(({ path }) => path);
}

describe('the architecture', () => {
  it('has files in every layer, and no layer that is not known here', () => {
    const layers = new Set(sources.map(({ layer }) => layer).filter((layer) => layer !== ''));

    expect([...layers].sort()).toEqual(Object.keys(ALLOWED).sort());
  });

  it.each(Object.entries(ALLOWED))('%s imports nothing but %j', (layer, allowed) => {
    const others = importsOf(layer, (specifier, source) => {
      const target = layerOf(source, specifier);
      return target !== undefined && target !== layer && !allowed.includes(target);
    });

    expect(others).toEqual([]);
  });

  it('nothing but index.ts imports decorators', () => {
    const importers = sources.filter(
      (source) => source.layer !== 'decorators' && source.imports.some((specifier) => layerOf(source, specifier) === 'decorators'),
    );

    expect(importers.map(({ path }) => path)).toEqual(['index.ts']);
  });

  it('nothing imports index.ts', () => {
    const importers = all.filter(
      (source) => source.layer !== 'testing' && source.imports.some((specifier) => layerOf(source, specifier) === ''),
    );

    expect(importers.map(({ path }) => path).filter((path) => !isTest(path))).toEqual([]);
  });

  it('only metadata/ touches Reflect', () => {
    const touching = saying(/^Reflect\b/m, () => true);

    expect(touching).not.toEqual([]);
    expect(touching.filter((path) => !path.startsWith('metadata/'))).toEqual([]);
    expect(
      sources.filter(({ layer, imports }) => layer !== 'metadata' && imports.includes('reflect-metadata')).map(({ path }) => path),
    ).toEqual([]);
  });

  it('RxJS is known to the runtime and the driver only', () => {
    const users = sources.filter(
      ({ layer, imports }) =>
        !['runtime', 'driver', 'testing', ''].includes(layer) && imports.some((specifier) => /^rxjs(\/|$)/.test(specifier)),
    );

    expect(users.map(({ path }) => path)).toEqual([]);
  });

  it('plan/ sees neither metadata nor dependencies', () => {
    expect(
      importsOf('plan', (specifier, source) => ['metadata', 'dependencies', 'modifiers'].includes(layerOf(source, specifier) ?? '')),
    ).toEqual([]);
  });

  it('the container, an optional peer, is looked for in one file', () => {
    const users = sources.filter(({ text }) => /(require|import)\(['"]typedi['"]\)|from ['"]typedi['"]/.test(text)).map(({ path }) => path);

    expect(users).toHaveLength(1);
  });

  it('packages are imported by name, and only those that the package declares', () => {
    const manifest = JSON.parse(readFileSync(resolve(SOURCES, '../package.json'), 'utf8')) as {
      dependencies?: object;
      peerDependencies?: object;
    };
    const declared = new Set([...Object.keys(manifest.dependencies ?? {}), ...Object.keys(manifest.peerDependencies ?? {})]);
    const used = sources.flatMap(({ path, imports }) =>
      imports.filter((specifier) => !specifier.startsWith('.') && !specifier.startsWith('node:')).map((specifier) => ({ path, specifier })),
    );

    const undeclared = used.filter(({ specifier }) => {
      const name = specifier.startsWith('@') ? specifier.split('/').slice(0, 2).join('/') : specifier.split('/')[0];
      return !declared.has(name ?? '');
    });

    expect(undeclared).toEqual([]);
  });

  it('no file of runtime/ is over 250 lines', () => {
    const long = sources.filter(({ layer, text }) => layer === 'runtime' && text.trimEnd().split('\n').length > 250);

    expect(long.map(({ path }) => path)).toEqual([]);
  });

  it('driver.ts stays under 200 lines', () => {
    const driver = sources.find(({ path }) => path === 'driver/driver.ts');

    expect(driver?.text.trimEnd().split('\n').length).toBeLessThan(200);
  });

  it('time, ids and randomness are injected: no bare timers, clocks or random numbers in runtime/', () => {
    const bare =
      /^((globalThis\.)?(setTimeout|setInterval|setImmediate|clearTimeout|clearInterval)|(globalThis\.)?Date\.now|Math\.random|performance\.now|process\.hrtime|(crypto\.)?randomUUID)\b/m;

    expect(saying(bare, ({ layer }) => layer === 'runtime').sort()).toEqual(KNOWS_TIME);
  });

  it('there is no enum, no utils.ts, helpers/, common/ or manager', () => {
    expect(sources.filter(({ text }) => /^\s*(export )?(const )?enum /m.test(text)).map(({ path }) => path)).toEqual([]);
    expect(sources.filter(({ path }) => /utils|helpers|common|manager/i.test(path)).map(({ path }) => path)).toEqual([]);
  });

  it('no import leads out of the repository', () => {
    const files = [...all, ...filesBelow(__dirname).map(readSource)];
    const leaving = files.flatMap(({ path, imports }) =>
      imports
        .filter(
          (specifier) =>
            specifier.startsWith('/') ||
            (specifier.startsWith('.') && relative(REPOSITORY, resolve(SOURCES, dirname(path), specifier)).startsWith('..')),
        )
        .map((specifier) => `${path} -> ${specifier}`),
    );

    expect(leaving).toEqual([]);
  });

  it('no text names a path of this machine', () => {
    const roots = readdirSync(parse(REPOSITORY).root, { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && !['dev'].includes(entry.name),
    );
    const absolute = new RegExp(`(?<=^|[\\s"'\`(=])/(${roots.map(({ name }) => name.replaceAll(/\W/g, '\\$&')).join('|')})/\\w`, 'm');
    const files = [...all, ...filesBelow(__dirname).map(readSource)].filter(({ path }) => !path.endsWith('architecture.test.ts'));

    expect(files.filter(({ text }) => absolute.test(text)).map(({ path }) => path)).toEqual([]);
  });
});
