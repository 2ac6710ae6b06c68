import type { ExitCode } from './exit-codes';

/** What else an error says. */
export interface CliErrorOptions {
  /** What to do about it; a sentence, or several lines. */
  readonly hint?: string | undefined;
  /** Default 2: the command cannot be carried out as given. */
  readonly exitCode?: ExitCode;
  /** What was thrown; its stack trace is shown with `--verbose`. */
  readonly cause?: unknown;
}

/** An error for the person at the terminal: what is wrong, and what to do. It is shown without a stack trace. */
export class CliError extends Error {
  readonly hint: string | undefined;
  readonly exitCode: ExitCode;

  constructor(message: string, { hint, exitCode = 2, cause }: CliErrorOptions = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'CliError';
    this.hint = hint;
    this.exitCode = exitCode;
  }
}

/** The text of anything that was thrown. */
export function textOf(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message === '' ? thrown.name : thrown.message;
  try {
    return String(thrown);
  } catch {
    return Object.prototype.toString.call(thrown);
  }
}
