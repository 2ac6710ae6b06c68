import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/**
 * Puts a module of the page and what it imports into one script that a browser runs: each module becomes a function,
 * called when it is first required. Only relative imports are known.
 */
export async function bundleScript(entry: string): Promise<string> {
  const folder = dirname(entry);
  const nameOf = (path: string): string => relative(folder, path).replaceAll('\\', '/');
  const modules = new Map<string, string>();
  const open = [entry];
  for (const path of open) {
    const name = nameOf(path);
    if (modules.has(name)) continue;
    const code = await compiledCode(path);
    modules.set(
      name,
      code.replace(/\brequire\("(\.[^"]*)"\)/g, (_, specifier: string) => {
        const required = join(dirname(path), specifier);
        open.push(required);
        return `require(${JSON.stringify(nameOf(required))})`;
      }),
    );
  }
  const entries = Array.from(modules, ([name, code]) => `${JSON.stringify(name)}(exports, require) {\n${code}\n}`);
  return `'use strict';
(() => {
const modules = {
${entries.join(',\n')}
};
const loaded = {};
const require = (name) => {
  if (!(name in loaded)) modules[name](loaded[name] = {}, require);
  return loaded[name];
};
require(${JSON.stringify(nameOf(entry))});
})();`;
}

/** What the build wrote; or, where the sources themselves are run, their text compiled. */
async function compiledCode(path: string): Promise<string> {
  if (existsSync(`${path}.js`)) return readFileSync(`${path}.js`, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, '');
  const { default: ts } = await import('typescript');
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  return ts.transpileModule(readFileSync(`${path}.ts`, 'utf8'), { compilerOptions }).outputText;
}
