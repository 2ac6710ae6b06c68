import { extname, resolve } from 'node:path';
import type { Values } from '../values/key-value';
import { asRecord, readDataFile } from '../values/read-data-file';
import { findModule } from './find-module';
import { loadModule, type LoadOptions } from './load-module';
import { valueOf } from './settings';

/** Reads the dataflow's config from a file: JSON, YAML, or a module whose default export is the config or a function that gives it. */
export async function readConfig(path: string, options: LoadOptions): Promise<Values> {
  const { cwd } = options;
  if (!/^\.[mc]?[jt]s$/.test(extname(path))) return readDataFile(path, { cwd, what: '--config' });
  const exports = await loadModule(findModule(resolve(cwd, path), cwd), options);
  return asRecord(await valueOf(exports), `What --config ${path} gives`);
}
