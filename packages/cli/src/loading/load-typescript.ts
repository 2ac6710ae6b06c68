import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Service } from 'ts-node';
import { CliError } from '../terminal/cli-error';
import { findUp, type ModuleFormat } from './module-format';
import type { Exports } from './exports';

/** What can load TypeScript. */
export const loaders = ['ts-node', 'tsx'] as const;

/** How TypeScript is loaded. */
export interface TypeScriptOptions {
  /** Default: the first of {@link loaders} that is installed and can load the module. */
  readonly loader?: (typeof loaders)[number] | undefined;
  /** Whether types are checked; only ts-node does. Default: false, which is a lot faster. */
  readonly types?: boolean | undefined;
}

/**
 * What TypeScript says of a tsconfig that does not matter here: a rootDir that it would like to be told, since ts-node names an outDir (5011),
 * options that are deprecated (5101, 5107), and a module resolution that is a bundler's (5095).
 */
const ignoreDiagnostics = [5011, 5095, 5101, 5107];

/**
 * The ts-nodes of this process, by the project that each was made for. All see every file, so only the one of the project that was loaded last
 * is switched on: it compiles what that project imports, from wherever.
 */
const tsNodes = new Map<string, Service>();

/** The module systems that tsx is registered for. It is once a process. */
const tsxSystems = new Set<ModuleFormat['system']>();

/** Loads a TypeScript module with ts-node or tsx, of the project that the module is in, else the ones that this package sees. */
export async function loadTypeScript(
  file: string,
  system: ModuleFormat['system'],
  { loader, types = false }: TypeScriptOptions,
): Promise<Exports> {
  const chosen = loader ?? chooseLoader(file, system);
  if (chosen === undefined) throw noLoader(file, system);
  const project = findUp('tsconfig.json', file, existsSync);
  if (chosen === 'ts-node') {
    refuseWhatTsNodeCannot(file, system);
    switchToTsNode(file, project, types);
  } else {
    await registerTsx(file, system, project);
  }
  return system === 'ESM' ? ((await import(pathToFileURL(file).href)) as Exports) : (createRequire(file)(file) as Exports);
}

function chooseLoader(file: string, system: ModuleFormat['system']): TypeScriptOptions['loader'] {
  // tsx leaves out the types that constructor injection needs (`emitDecoratorMetadata`), so ts-node comes first.
  const able = loaders.filter((name) => name === 'tsx' || (system === 'CommonJS' && hasCompiler(file)));
  return able.find((name) => find(name, file) !== undefined);
}

function refuseWhatTsNodeCannot(file: string, system: ModuleFormat['system']): void {
  const hint = 'Take --loader tsx: npm install --save-dev tsx';
  if (system === 'ESM') throw new CliError(`${file} is an ESM module, and ts-node loads CommonJS only.`, { hint });
  if (!hasCompiler(file)) throw new CliError('ts-node needs TypeScript 6 or earlier, which the project does not have.', { hint });
}

/** Whether the project's TypeScript is one that programs can call, as ts-node does: from version 7 on it is not. */
function hasCompiler(file: string): boolean {
  const path = find('typescript/package.json', file);
  if (path === undefined) return false;
  const { version } = createRequire(path)(path) as { version: string };
  return Number.parseInt(version, 10) < 7;
}

function switchToTsNode(file: string, project: string | undefined, types: boolean): void {
  const key = `${project} ${types}`;
  for (const other of tsNodes.values()) other.enabled(false);
  const service = tsNodes.get(key) ?? registerTsNode(resolveLoader('ts-node', file), project, types);
  service.enabled(true);
  tsNodes.set(key, service);
}

/** Registers ts-node, so that `require` takes TypeScript. */
function registerTsNode(path: string, project: string | undefined, types: boolean): Service {
  const { create, register } = createRequire(path)(path) as typeof import('ts-node');
  const options = { transpileOnly: !types, ignoreDiagnostics, ...(project === undefined ? { skipProject: true } : { project }) };
  const { config } = create(options);
  // Projects that leave `import` to a bundler are loaded as CommonJS here.
  const { module: kind } = config.options;
  const isLeftToBundler = kind !== undefined && ((kind >= 5 && kind < 100) || kind === 200);
  const compilerOptions = isLeftToBundler || project === undefined ? { module: 'CommonJS', moduleResolution: 'Bundler' } : {};
  return register({ ...options, compilerOptions: { experimentalDecorators: true, ...compilerOptions } });
}

async function registerTsx(file: string, system: ModuleFormat['system'], project: string | undefined): Promise<void> {
  if (tsxSystems.has(system)) return;
  // tsx takes the tsconfig of the current folder, unless it is told another.
  if (project !== undefined) process.env.TSX_TSCONFIG_PATH ??= project;
  const path = resolveLoader(system === 'ESM' ? 'tsx/esm/api' : 'tsx/cjs/api', file);
  // `require` finds the CommonJS half of a pair; hooks for ESM are registered by the other one.
  const api: unknown = system === 'ESM' ? await import(pathToFileURL(path.replace(/\.cjs$/, '.mjs')).href) : createRequire(path)(path);
  (api as { register(): unknown }).register();
  tsxSystems.add(system);
}

function resolveLoader(specifier: string, file: string): string {
  const path = find(specifier, file);
  if (path !== undefined) return path;
  const [name = specifier] = specifier.split('/');
  throw new CliError(`${name} is to load ${file}, and is not installed.`, { hint: `npm install --save-dev ${name}` });
}

/** Where a package is, seen from the module or from here. */
function find(specifier: string, file: string): string | undefined {
  for (const from of [file, __filename]) {
    try {
      return createRequire(from).resolve(specifier);
    } catch {
      // Not installed there.
    }
  }
  return undefined;
}

function noLoader(file: string, system: ModuleFormat['system']): CliError {
  const isForTsx = system === 'ESM' || (find('typescript', file) !== undefined && !hasCompiler(file));
  return new CliError(`${file} is TypeScript, and nothing is installed that loads it.`, {
    hint: `npm install --save-dev ${isForTsx ? 'tsx' : 'ts-node typescript'}, or name the compiled JavaScript.`,
  });
}
