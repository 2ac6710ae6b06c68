import { Command } from 'commander';
import { addCheck } from './commands/check';
import type { AddCommand, CommandContext } from './commands/command-context';
import { addCompletion } from './commands/completion';
import { addDiff } from './commands/diff';
import { addExplain } from './commands/explain';
import { addGraph } from './commands/graph';
import { addList } from './commands/list';
import { addPlan } from './commands/plan';
import { addRun } from './commands/run';
import { addSnapshot } from './commands/snapshot';
import { addVersion } from './commands/version';
import { addWatch } from './commands/watch';
import { ownVersion } from './own-version';
import { coloursFor } from './terminal/colours';

const commands: readonly AddCommand[] = [
  addList,
  addCheck,
  addExplain,
  addGraph,
  addPlan,
  addRun,
  addDiff,
  addVersion,
  addWatch,
  addCompletion,
  addSnapshot,
];

/** The program with all its commands; it throws where it would end the process. */
export function createProgram(context: CommandContext): Command {
  const { stdout, stderr, env } = context.terminal;
  const { red, bold } = coloursFor(stderr, env);
  const program = new Command('millrace')
    .description('Looks at Millrace dataflows, checks, draws, compares and runs them.')
    .version(ownVersion())
    .addHelpText(
      'after',
      `
Exit codes: 0 done; 1 the dataflow has faults, or a run failed; 2 wrong options, files or modules; 130 interrupted.
Settings for all commands come from millrace.config.{ts,js,json,yaml}. NO_COLOR turns colours off.`,
    )
    .exitOverride()
    .showHelpAfterError('--help shows how it is used.')
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error:/, red(bold('error:')))),
      getOutHelpWidth: () => stdout.columns ?? 80,
      getErrHelpWidth: () => stderr.columns ?? 80,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  for (const add of commands) add(program, context);
  return program;
}
