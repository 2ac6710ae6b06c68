import type { Command } from 'commander';

/** What a shell completes of a command. */
export interface CommandWords {
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionWords[];
}

/** What a shell completes of an option. */
export interface OptionWords {
  /** `-o` and `--output`, those that there are. */
  readonly flags: readonly string[];
  readonly description: string;
  /** Whether a value follows. */
  readonly takesValue: boolean;
  /** The values that it may have, where they are few. */
  readonly choices: readonly string[];
}

/** Reads what can be completed off the program itself, so that completion never lags behind it. */
export function describeProgram(program: Command): CommandWords[] {
  const { visibleCommands, visibleOptions } = {
    visibleCommands: (at: Command) => at.createHelp().visibleCommands(at),
    visibleOptions: (at: Command) => at.createHelp().visibleOptions(at),
  };
  return visibleCommands(program)
    .filter((command) => command.name() !== 'help')
    .map((command) => ({
      name: command.name(),
      description: command.description(),
      options: visibleOptions(command).map(({ short, long, description, required, optional, argChoices = [] }) => ({
        flags: [short, long].filter((flag) => flag != null),
        description,
        takesValue: required || optional,
        choices: argChoices,
      })),
    }));
}
