import { Option } from 'commander';
import { driverOf, loadProject } from '../loading/load-project';
import { exitCodes } from '../terminal/exit-codes';
import { collectKeyValue, type Values } from '../values/key-value';
import { readInputs } from '../values/read-inputs';
import { requireOutputs } from '../values/read-outputs';
import type { AddCommand } from './command-context';
import { addModules, addProjectOptions, collectNames, type SharedOptions } from './project-options';

interface PlanOptions extends SharedOptions {
  readonly outputs?: readonly string[];
  readonly inputs?: string;
  readonly override?: Values;
  readonly json?: boolean;
}

/** `millrace plan`: how a request would be executed. */
export const addPlan: AddCommand = (program, { terminal, action }) => {
  const command = addModules(program.command('plan'))
    .description('show how a request would run: what is needed, in which order, in which passes over the items')
    .addOption(
      new Option('-o, --outputs <names>', 'what is asked for: names, or each:<name> for the values of all items').argParser(collectNames),
    )
    .option('-i, --inputs <file>', 'inputs that are given: JSON, YAML, or - for stdin')
    .addOption(
      new Option('--override <key=value>', 'a value in the place of a node; may be repeated').argParser(collectKeyValue('--override')),
    )
    .option('--json', 'print JSON');
  addProjectOptions(command).action(
    action(async (modules: string[], { outputs, inputs, override, json, ...options }: PlanOptions) => {
      const given = inputs === undefined ? undefined : await readInputs(inputs, terminal);
      const project = await loadProject(modules, options, terminal);
      const driver = driverOf(project);
      const plan = driver.plan(requireOutputs(outputs, driver, project.core), { inputs: given ?? {}, overrides: override ?? {} });
      terminal.stdout.write(json === true ? `${JSON.stringify(plan, null, 2)}\n` : `${String(plan)}\n`);
      return exitCodes.done;
    }),
  );
};
