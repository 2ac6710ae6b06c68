import { Option } from 'commander';
import { driverOf, loadProject } from '../loading/load-project';
import { describeFailures } from '../running/failures';
import { Progress } from '../running/progress';
import { resultJson } from '../running/result-json';
import { resultTable } from '../running/result-table';
import { Trace } from '../running/trace';
import { withCache } from '../running/with-cache';
import { exitCodes, type ExitCode } from '../terminal/exit-codes';
import { reportError } from '../terminal/report-error';
import type { AddCommand } from './command-context';
import { collectKeyValue, type Values } from '../values/key-value';
import { readInputs } from '../values/read-inputs';
import { requireOutputs } from '../values/read-outputs';
import { addModules, addProjectOptions, collectNames, type SharedOptions } from './project-options';

interface RunCommandOptions extends SharedOptions {
  readonly outputs?: readonly string[];
  readonly inputs?: string;
  readonly override?: Values;
  readonly json?: boolean;
  readonly table?: boolean;
  readonly progress?: boolean;
  readonly trace?: string;
  readonly cache?: string;
}

/** `millrace run`: computes outputs and prints them. */
export const addRun: AddCommand = (program, { terminal, action }) => {
  const { stdout, stderr, cwd } = terminal;
  const command = addModules(program.command('run'))
    .description('compute outputs and print them')
    .addOption(
      new Option('-o, --outputs <names>', 'what to compute: names, or each:<name> for the values of all items').argParser(collectNames),
    )
    .option('-i, --inputs <file>', 'inputs: JSON, YAML, or - for JSON from stdin')
    .addOption(
      new Option('--override <key=value>', 'a value in the place of a node; may be repeated').argParser(collectKeyValue('--override')),
    )
    .addOption(new Option('--json', 'print JSON (the default)').conflicts('table'))
    .option('--table', 'print tables')
    .option('--progress', 'show on stderr how far the items are')
    .option('--trace <file>', 'write what happens to a file, a line of JSON an event')
    .option('--cache <folder>', 'keep results there, and take them from there');
  addProjectOptions(command).action(
    action(async (modules: string[], { outputs, inputs, override = {}, table, progress, trace, cache, ...options }: RunCommandOptions) => {
      const given = inputs === undefined ? {} : await readInputs(inputs, terminal);
      const project = await loadProject(modules, options, terminal);
      const plainDriver = driverOf(project);
      const driver = cache === undefined ? plainDriver : withCache(plainDriver, cache, { core: project.core, cwd });
      const requested = requireOutputs(outputs, driver, project.core);
      const tracer = trace === undefined ? undefined : new Trace(trace, cwd);
      const shown = progress === true ? new Progress(stderr) : undefined;

      // Told of each failure, the run does not warn of them by itself; they are shown at its end.
      const run = driver.run(requested, { inputs: given, overrides: override, onFailure: () => undefined });
      if (tracer !== undefined || shown !== undefined) {
        const next = (event: Parameters<Trace['add']>[0]): void => {
          tracer?.add(event);
          shown?.count(event);
        };
        run.events.subscribe({ next, error: () => undefined });
      }
      let interruptedBy: ExitCode | undefined;
      const interrupts = terminal.onInterrupt((signal) => {
        interruptedBy = signal === 'SIGINT' ? exitCodes.interrupted : exitCodes.terminated;
        stderr.write(`\nStopping: what is running may finish. ${signal === 'SIGINT' ? 'Ctrl-C' : signal} again ends it at once.\n`);
        void run.cancel(`it was interrupted (${signal})`);
      });
      try {
        const results = await run.outputs;
        stdout.write(`${table === true ? await resultTable(results) : resultJson(results)}\n`);
        return exitCodes.done;
      } catch (error) {
        if (interruptedBy === undefined) throw error;
        reportError(error, terminal, options.verbose === true);
        return interruptedBy;
      } finally {
        interrupts.dispose();
        tracer?.close();
        stderr.write(describeFailures(run.failures));
      }
    }),
  );
};
