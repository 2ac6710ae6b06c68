import { CommanderError } from 'commander';
import type { CommandContext } from './commands/command-context';
import { createProgram } from './program';
import { exitCodes, type ExitCode } from './terminal/exit-codes';
import { reportError } from './terminal/report-error';
import type { Terminal } from './terminal/terminal';

/** Carries out a command line (without the names of node and the program), and resolves to the exit code. It never rejects. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.done;
  const action: CommandContext['action'] =
    (act) =>
    async (...args) => {
      exitCode = await act(...args);
    };
  try {
    const program = await createProgram({ terminal, action }, argv[0]);
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has written its text already; help and the version, when asked for, are no errors.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    return reportError(error, terminal, argv.includes('--verbose'));
  }
}
