import { Command } from 'commander';
import type { AddCommand, CommandContext } from './commands/command-context';
import { ownVersion } from './own-version';
import { coloursFor } from './terminal/colours';

/** The commands, in the order of the help; each is loaded when it is needed. */
const commands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  list: async () => (await import('./commands/list.js')).addList,
  check: async () => (await import('./commands/check.js')).addCheck,
  explain: async () => (await import('./commands/explain.js')).addExplain,
  graph: async () => (await import('./commands/graph.js')).addGraph,
  plan: async () => (await import('./commands/plan.js')).addPlan,
  run: async () => (await import('./commands/run.js')).addRun,
  diff: async () => (await import('./commands/diff.js')).addDiff,
  version: async () => (await import('./commands/version.js')).addVersion,
  watch: async () => (await import('./commands/watch.js')).addWatch,
  completion: async () => (await import('./commands/completion.js')).addCompletion,
  snapshot: async () => (await import('./commands/snapshot.js')).addSnapshot,
};

/**
 * The program; it throws where it would end the process. It has all its commands, but where one is named first, which needs none of the
 * others, only that one.
 */
export async function createProgram(context: CommandContext, named: string | undefined): Promise<Command> {
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
  // Completion is of all commands.
  const isAlone = named !== undefined && Object.hasOwn(commands, named) && named !== 'completion';
  for (const [name, load] of Object.entries(commands)) if (!isAlone || name === named) (await load())(program, context);
  return program;
}
