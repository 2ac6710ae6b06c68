import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { workerSetup, type WorkerModules } from '@millrace/core/executors';
import { registerTypeScript } from './register-typescript';

type Exports = Readonly<Record<string, unknown>>;

/** Loads the modules of a worker, CommonJS or ESM, JavaScript or TypeScript. */
export async function loadModules(paths: readonly string[]): Promise<WorkerModules> {
  const exports: Exports[] = [];
  for (const path of paths) exports.push(await loadModule(path));
  const instances = exports.map((each) => each.instances).find((provider) => provider !== undefined);
  if (instances !== undefined && !isProvider(instances))
    throw workerSetup(`${paths.join(', ')}: the export "instances" must be an InstanceProvider, an object with a method get(cls, run).`);
  return { exports, instances };
}

async function loadModule(path: string): Promise<Exports> {
  try {
    if (/\.c?tsx?$/.test(path)) registerTypeScript(path);
    return await requireOrImport(path);
  } catch (error) {
    throw workerSetup(`The worker cannot load ${path}. The cause says why.`, error);
  }
}

/** `require` goes through the hooks of whatever loads TypeScript; ESM needs `import`. */
async function requireOrImport(path: string): Promise<Exports> {
  try {
    return createRequire(path)(path) as Exports;
  } catch (error) {
    if (!isEsm(error)) throw error;
    const namespace = (await import(pathToFileURL(path).href)) as Exports;
    const inner = namespace.default;
    return typeof inner === 'object' && inner !== null ? { ...inner, ...namespace } : namespace;
  }
}

function isEsm(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return code === 'ERR_REQUIRE_ESM' || code === 'ERR_REQUIRE_ASYNC_MODULE';
}

function isProvider(value: unknown): value is NonNullable<WorkerModules['instances']> {
  return typeof value === 'object' && value !== null && 'get' in value && typeof value.get === 'function';
}
