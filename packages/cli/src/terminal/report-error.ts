import { inspect } from 'node:util';
import { CliError, textOf } from './cli-error';
import { coloursFor } from './colours';
import { exitCodes, type ExitCode } from './exit-codes';
import { hintFor } from './hint-for';
import { codeOf, faultsIn, isMillraceError } from './millrace-errors';
import { placeInStack } from './place-in-stack';
import type { Terminal } from './terminal';

/** Writes an error to stderr, with its stack trace if wanted, and gives the exit code that stands for it. */
export function reportError(error: unknown, { stderr, env, cwd }: Pick<Terminal, 'stderr' | 'env' | 'cwd'>, isVerbose: boolean): ExitCode {
  const { red, bold, dim } = coloursFor(stderr, env);
  const { message, hint, exitCode } = describe(error, cwd);
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

function describe(error: unknown, cwd: string): Description {
  if (error instanceof CliError) return error;
  if (isMillraceError(error)) {
    const code = codeOf(error);
    const exitCode = code === 'RUN_ABORTED' ? exitCodes.interrupted : exitCodes.refused;
    const place = code === 'NODE_FAILED' ? placeInStack(error.cause, cwd) : undefined;
    const hint = hintFor([code, ...faultsIn(error).map((fault) => fault.code)]);
    return { message: `${error.message} [${code}]`, hint: place === undefined ? hint : `Thrown at ${place}. ${hint}`, exitCode };
  }
  return {
    message: `millrace stumbled: ${textOf(error)}`,
    hint: 'This is a fault of millrace itself. Run it again with --verbose and report what it prints.',
    exitCode: exitCodes.bug,
  };
}
