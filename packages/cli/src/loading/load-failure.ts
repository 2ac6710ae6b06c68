import { isAbsolute } from 'node:path';
import { CliError, textOf } from '../terminal/cli-error';
import { codeOf, faultsIn } from '../terminal/millrace-errors';
import { placeInStack, shortPath } from '../terminal/place-in-stack';

/** What a module threw while it was loaded, as an error that says what to do. */
export function loadFailure(thrown: unknown, file: string, cwd: string): Error {
  if (thrown instanceof CliError || faultsIn(thrown).length > 0) return thrown as Error;
  const shown = shortPath(file, cwd);
  if (thrown instanceof Error) {
    const compiler = compilerText(thrown);
    if (compiler !== undefined) return new CliError(`${shown} does not compile.`, { hint: compiler, cause: thrown });
    const missing = missingModule(thrown);
    if (missing !== undefined) return missingImport(shown, missing, thrown);
  }
  const place = placeInStack(thrown, cwd);
  const isPlain = !(thrown instanceof Error) || thrown.name === 'Error' || codeOf(thrown) !== '';
  const name = isPlain ? '' : `${thrown.name}: `;
  return new CliError(`${shown} throws while it is loaded: ${name}${textOf(thrown)}`, {
    hint: `${place === undefined ? '' : `It is thrown at ${place}. `}--verbose shows the stack trace.`,
    cause: thrown,
  });
}

/** What a compiler said, if one threw: ts-node, esbuild (which tsx asks), or Node itself. */
function compilerText(error: Error): string | undefined {
  if ('diagnosticText' in error) return String(error.diagnosticText).trimEnd();
  if (error.name === 'TransformError') return error.message.replace(/^Transform failed with .*?:\n/, '').trimEnd();
  if (!(error instanceof SyntaxError) && error.name !== 'SyntaxError') return undefined;
  // Node puts the place and the line before the stack trace.
  const [before = ''] = (error.stack ?? '').split(/\n\s+at /);
  return before.includes(error.message) ? before.trimEnd() : error.message;
}

function missingModule(error: Error): string | undefined {
  const code = 'code' in error ? error.code : undefined;
  if (code !== 'MODULE_NOT_FOUND' && code !== 'ERR_MODULE_NOT_FOUND') return undefined;
  return /Cannot find (?:module|package) '([^']+)'/.exec(error.message)?.[1];
}

function missingImport(shown: string, missing: string, cause: Error): CliError {
  const isPath = missing.startsWith('.') || isAbsolute(missing);
  const name = missing.startsWith('@') ? missing.split('/').slice(0, 2).join('/') : missing.split('/')[0];
  return new CliError(`${shown} imports "${missing}", which cannot be found.`, {
    hint: isPath ? 'Is the path right, and has what it names been built?' : `Is it installed? npm install ${name}`,
    cause,
  });
}
