import type { Command } from 'commander';
import type { ExitCode } from '../terminal/exit-codes';
import type { Terminal } from '../terminal/terminal';

/** What a command is given when it is added to the program. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Wraps an action, so that the exit code it gives is that of the program. */
  action<A extends unknown[]>(act: (...args: A) => Promise<ExitCode>): (...args: A) => Promise<void>;
}

/** Adds a command to the program. */
export type AddCommand = (program: Command, context: CommandContext) => void;
