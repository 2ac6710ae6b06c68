import { createRequire } from 'node:module';
import { join } from 'node:path';
import { driverOf, loadProject } from '../loading/load-project';
import { ownVersion } from '../own-version';
import { exitCodes } from '../terminal/exit-codes';
import { formatRows } from '../terminal/format-rows';
import type { AddCommand } from './command-context';
import { addModules, addProjectOptions, type SharedOptions } from './project-options';

/** `millrace version`: versions of the programs and, where modules are named, of their graph. */
export const addVersion: AddCommand = (program, { terminal: { stdout, cwd, ...terminal }, action }) => {
  const command = addModules(program.command('version'))
    .description('print the versions of millrace, @millrace/core and Node.js, and of the graph of modules that are named')
    .option('--json', 'print JSON');
  addProjectOptions(command).action(
    action(async (modules: string[], { json, ...options }: SharedOptions & { readonly json?: boolean }) => {
      const hasModules = modules.length + (options.module?.length ?? 0) > 0;
      const graph = hasModules ? driverOf(await loadProject(modules, options, { cwd, ...terminal })).graph.version : undefined;
      const versions = {
        '@millrace/cli': ownVersion(),
        '@millrace/core': coreVersion(cwd),
        node: process.versions.node,
        ...(graph !== undefined && { graph }),
      };
      stdout.write(json === true ? `${JSON.stringify(versions, null, 2)}\n` : formatRows(Object.entries(versions)));
      return exitCodes.done;
    }),
  );
};

/** The version of the copy that the project has. */
function coreVersion(cwd: string): string {
  for (const from of [join(cwd, 'package.json'), __filename]) {
    try {
      const { version } = createRequire(from)('@millrace/core/package.json') as { version: string };
      return version;
    } catch {
      // Not installed there.
    }
  }
  return 'not installed';
}
