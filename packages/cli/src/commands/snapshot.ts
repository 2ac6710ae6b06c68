import { snapshotOf } from '../comparing/snapshot';
import { loadedFiles } from '../loading/find-places';
import { driverOf, loadProject } from '../loading/load-project';
import { exitCodes } from '../terminal/exit-codes';
import type { AddCommand } from './command-context';
import { addModules, addProjectOptions, type SharedOptions } from './project-options';

/** `millrace snapshot`, which help does not show: how `diff` and `watch` ask a process of their own for a graph. */
export const addSnapshot: AddCommand = (program, { terminal, action }) => {
  addProjectOptions(addModules(program.command('snapshot', { hidden: true }))).action(
    action(async (modules: string[], options: SharedOptions) => {
      const project = await loadProject(modules, options, terminal);
      const driver = driverOf(project);
      terminal.stdout.write(JSON.stringify(snapshotOf(driver, loadedFiles(project.files))));
      return exitCodes.done;
    }),
  );
};
