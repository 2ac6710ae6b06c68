import { Option } from 'commander';
import type { Driver, Fault } from '@millrace/core';
import { driverOf, loadProject, type Project } from '../loading/load-project';
import { loadedFiles, Places } from '../loading/find-places';
import { exitCodes, type ExitCode } from '../terminal/exit-codes';
import { faultsIn } from '../terminal/millrace-errors';
import { readInputs } from '../values/read-inputs';
import { formatFindings, formats, type Format } from '../findings/format-findings';
import { findingOf } from '../findings/finding';
import { readOutputs } from '../values/read-outputs';
import type { AddCommand } from './command-context';
import { addModules, addProjectOptions, collectNames, type SharedOptions } from './project-options';

interface CheckOptions extends SharedOptions {
  readonly outputs?: readonly string[];
  readonly inputs?: string;
  readonly format: Format;
}

/** `millrace check`: all that is wrong with a dataflow, without running it. */
export const addCheck: AddCommand = (program, { terminal, action }) => {
  const command = addModules(program.command('check'))
    .description('build the graph and report all its faults, without running anything')
    .addOption(new Option('-o, --outputs <names>', 'check that these outputs can be requested, too').argParser(collectNames))
    .option('-i, --inputs <file>', 'check that these inputs suffice for the outputs, too: JSON, YAML, or - for stdin')
    .addOption(new Option('--format <format>', 'how faults are printed').choices(formats).default('text'));
  addProjectOptions(command).action(
    action(async (modules: string[], { outputs, inputs, format, ...options }: CheckOptions): Promise<ExitCode> => {
      const given = inputs === undefined ? undefined : await readInputs(inputs, terminal);
      const project = await loadProject(modules, options, terminal);
      const { driver, faults } = check(project, { outputs, inputs: given });
      const places = new Places(loadedFiles(project.files));
      const findings = faults.map((fault) => findingOf(fault, places));
      terminal.stdout.write(formatFindings(findings, { format, driver, module: project.files[0] ?? terminal.cwd, terminal }));
      return faults.length === 0 ? exitCodes.done : exitCodes.refused;
    }),
  );
};

/** What a check found. */
interface Checked {
  /** Undefined where the graph cannot be built. */
  readonly driver: Driver | undefined;
  readonly faults: readonly Fault[];
}

/** What is to be checked besides the graph. */
interface CheckRequest {
  readonly outputs?: readonly string[] | undefined;
  readonly inputs?: Readonly<Record<string, unknown>> | undefined;
}

/** Builds the graph and looks at the request; where no inputs are given, it is not asked whether they suffice. */
function check(project: Project, { outputs, inputs }: CheckRequest): Checked {
  let driver: Driver;
  try {
    driver = driverOf(project);
  } catch (error) {
    const faults = faultsIn(error);
    if (faults.length === 0) throw error;
    return { driver: undefined, faults };
  }
  if (outputs === undefined && inputs === undefined) return { driver, faults: [] };
  const { faults } = driver.validate(readOutputs(outputs, driver, project.core), inputs === undefined ? {} : { inputs });
  return { driver, faults: inputs === undefined ? faults.filter(({ code }) => code !== 'MISSING_INPUT') : faults };
}
