import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { workerSetup } from '@millrace/core/executors';

/** The paths of modules that are given as paths or `file:` URLs; one that is relative to nothing is refused. */
export function modulePaths(modules: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(modules) ? modules : [modules];
  if (list.length === 0) throw unknownModule('an empty list');
  return list.map((module) => {
    const text = module instanceof URL ? module.href : module;
    if (typeof text !== 'string') throw unknownModule(text === undefined ? 'nothing' : `a ${typeof text}`);
    const path = text.startsWith('file:') ? fileURLToPath(text) : text;
    if (!isAbsolute(path)) throw unknownModule(`"${text}"`);
    return path;
  });
}

function unknownModule(what: string): Error {
  return workerSetup(
    `The option "modules" of workerThreads must be the absolute path or the file: URL of the module that exports the dataflow classes, or a list of these; it is ${what}. In CommonJS: require.resolve('./flows'); in ESM: new URL('./flows.js', import.meta.url).`,
  );
}
