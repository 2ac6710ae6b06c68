import { pathToFileURL } from 'node:url';
import type { Exports } from './exports';
import { formatOf } from './module-format';
import { loadFailure } from './load-failure';
import { loadTypeScript, type TypeScriptOptions } from './load-typescript';

/** How modules are loaded. */
export interface LoadOptions extends TypeScriptOptions {
  /** What paths in messages are relative to. */
  readonly cwd: string;
}

/** Loads a module, TypeScript or JavaScript, CommonJS or ESM; what goes wrong becomes an error that says where and what to do. */
export async function loadModule(file: string, options: LoadOptions): Promise<Exports> {
  const format = formatOf(file);
  try {
    return format.language === 'TypeScript' ? await loadTypeScript(file, format.system, options) : await importFile(file);
  } catch (thrown) {
    throw loadFailure(thrown, file, options.cwd);
  }
}

/** Imports a file as Node does. Of a CommonJS module all exports are found, also those that Node cannot name beforehand. */
async function importFile(file: string): Promise<Exports> {
  const namespace = (await import(pathToFileURL(file).href)) as Exports;
  return { ...namespaceOf(namespace.default), ...namespace };
}

function namespaceOf(value: unknown): Exports {
  // A function may carry exports too, but spreading a class gives nothing, which is right.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Exports) : {};
}
