import { dirname, resolve } from 'node:path';
import type { DriverOptions } from '@millrace/core';
import { CliError, textOf } from '../terminal/cli-error';
import { asRecord } from '../values/read-data-file';
import { shortPath } from '../terminal/place-in-stack';
import { loadModule, type LoadOptions } from './load-module';
import type { Exports } from './exports';
import { loaders } from './load-typescript';

/** What `millrace.config.*` says: the defaults of a project. */
export interface Settings {
  /** The modules of the commands that are given none, relative to the file. */
  readonly modules?: string | readonly string[];
  /** The classes to take, where not all that the modules export. */
  readonly classes?: readonly string[];
  /** The dataflow's config; `--config` and `--set` add to it. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** The limits of the pools that nodes name, as the driver's option takes them. */
  readonly pools?: DriverOptions['pools'];
  /** The executors that parallelizables name; here, their items run in this process. */
  readonly executors?: readonly string[];
  /** What loads TypeScript. */
  readonly loader?: (typeof loaders)[number];
}

/** Types `millrace.config.ts`. */
export function defineSettings(settings: Settings): Settings {
  return settings;
}

/** The settings that were found, with their place. */
export interface FoundSettings extends Settings {
  readonly modules: readonly string[];
  /** Undefined where there is no file. */
  readonly file?: string;
}

const places = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs', 'json', 'yaml', 'yml'].map((ending) => `millrace.config.${ending}`);

const rules: Readonly<Record<keyof Settings, { readonly accepts: (value: unknown) => boolean; readonly expected: string }>> = {
  modules: { accepts: (value) => typeof value === 'string' || isTexts(value), expected: 'a path, or a list of paths' },
  classes: { accepts: isTexts, expected: 'a list of names' },
  config: { accepts: isObject, expected: 'an object' },
  pools: { accepts: isObject, expected: 'an object of limits by the names of pools' },
  executors: { accepts: isTexts, expected: 'a list of names' },
  loader: { accepts: (value) => loaders.some((one) => one === value), expected: loaders.map((one) => `"${one}"`).join(' or ') },
};

/** Finds `millrace.config.*`, or the field `millrace` of package.json, from a folder upwards to the package that it is in. */
export async function findSettings(cwd: string, options: LoadOptions): Promise<FoundSettings> {
  const { cosmiconfig, defaultLoaders } = await import('cosmiconfig');
  const load = async (file: string): Promise<unknown> => valueOf(await loadModule(file, options));
  const explorer = cosmiconfig('millrace', {
    searchStrategy: 'project',
    searchPlaces: [...places, 'package.json'],
    loaders: {
      '.json': defaultLoaders['.json'],
      '.yaml': defaultLoaders['.yaml'],
      '.yml': defaultLoaders['.yaml'],
      ...Object.fromEntries(['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((ending) => [`.${ending}`, load])),
    },
  });
  let found;
  try {
    found = await explorer.search(cwd);
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    throw new CliError(`The settings in millrace.config.* cannot be read: ${textOf(cause)}`, { cause });
  }
  if (found === null || found.isEmpty === true) return { modules: [] };
  return readSettings(found.config, found.filepath, cwd);
}

/** What a config or settings module means: its default export, else all exports; a function is called. */
export async function valueOf(exports: Exports): Promise<unknown> {
  let value: unknown = exports;
  // A CommonJS module that was compiled from ESM and imported from there has its default one step deeper.
  while (typeof value === 'object' && value !== null && 'default' in value) value = value.default;
  return typeof value === 'function' ? await (value as () => unknown)() : value;
}

function readSettings(value: unknown, file: string, cwd: string): FoundSettings {
  const shown = shortPath(file, cwd);
  const given = asRecord(value, `What ${shown} exports`);
  for (const [name, entry] of Object.entries(given)) {
    const rule = Object.hasOwn(rules, name) ? rules[name as keyof Settings] : undefined;
    if (rule === undefined) {
      throw new CliError(`${shown} has "${name}", which is no setting of millrace.`, {
        hint: `Settings are ${Object.keys(rules).join(', ')}. The config of the dataflow itself goes below "config".`,
      });
    }
    if (!rule.accepts(entry)) throw new CliError(`"${name}" in ${shown} must be ${rule.expected}.`);
  }
  const { modules = [], ...settings }: Settings = given;
  return { ...settings, file, modules: [modules].flat().map((path) => resolve(dirname(file), path)) };
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
