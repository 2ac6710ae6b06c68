import { inspect } from 'node:util';
import { CliError, textOf } from './cli-error';
import { coloursFor } from './colours';
import { exitCodes, type ExitCode } from './exit-codes';
import { hintFor } from './hint-for';
import { codeOf, faultsIn, isMillraceError } from './millrace-errors';
import type { Terminal } from './terminal';

/** Writes an error to stderr, with its stack trace if wanted, and gives the exit code that stands for it. */
export function reportError(error: unknown, { stderr, env }: Pick<Terminal, 'stderr' | 'env'>, isVerbose: boolean): ExitCode {
  const { red, bold, dim } = coloursFor(stderr, env);
  const { message, hint, exitCode } = describe(error);
  stderr.write(`${red(bold('error:'))} ${message}\n`);
  if (hint !== undefined) stderr.write(`${hint}\n`);
  if (isVerbose) stderr.write(`${dim(inspect(error instanceof CliError ? (error.cause ?? error) : error))}\n`);
  return exitCode;
}

interface Description {
  readonly message: string;
  readonly hint: string | undefined;
  readonly exitCode: ExitCode;
}

function describe(error: unknown): Description {
  if (error instanceof CliError) return error;
  if (isMillraceError(error)) {
    const code = codeOf(error);
    const exitCode = code === 'RUN_ABORTED' ? exitCodes.interrupted : exitCodes.refused;
    return { message: `${error.message} [${code}]`, hint: hintFor([code, ...faultsIn(error).map((fault) => fault.code)]), exitCode };
  }
  return {
    message: `millrace stumbled: ${textOf(error)}`,
    hint: 'This is a fault of millrace itself. Run it again with --verbose and report what it prints.',
    exitCode: exitCodes.bug,
  };
}
