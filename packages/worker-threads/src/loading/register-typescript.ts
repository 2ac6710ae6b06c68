import { createRequire, Module } from 'node:module';
import { dirname } from 'node:path';
import { workerSetup } from '@millrace/core/executors';

/**
 * Sees to it that `require` takes TypeScript in this worker. Whatever the process was started with (`-r ts-node/register`, `--import tsx`) has done so already;
 * otherwise ts-node is taken, and else tsx, from where the module is. Types are not checked again: the process that has started the worker has done that.
 */
export function registerTypeScript(path: string): void {
  if ('.ts' in extensionsOf(Module)) return;
  const tsNode = resolve('ts-node', path);
  if (tsNode !== undefined) {
    const { register } = createRequire(tsNode)(tsNode) as typeof import('ts-node');
    register({ transpileOnly: true, cwd: dirname(path), projectSearchDir: dirname(path) });
    return;
  }
  const tsx = resolve('tsx/cjs/api', path);
  if (tsx === undefined)
    throw workerSetup(`${path} is TypeScript, and neither ts-node nor tsx is installed. Install one, or name the compiled module.`);
  (createRequire(tsx)(tsx) as { register(): unknown }).register();
}

function extensionsOf(module: object): object {
  return '_extensions' in module && typeof module._extensions === 'object' ? (module._extensions ?? {}) : {};
}

function resolve(name: string, path: string): string | undefined {
  for (const from of [path, __filename]) {
    try {
      return createRequire(from).resolve(name);
    } catch {
      // Not installed there.
    }
  }
  return undefined;
}
