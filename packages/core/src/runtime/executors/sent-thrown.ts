import { describeThrown } from '../../errors/describe-thrown';
import type { MillraceErrorCode } from '../../errors/error-codes';
import { errorCodes } from '../../errors/error-codes';
import { MillraceError } from '../../errors/millrace-error';
import { canClone } from './can-clone';

/** Something thrown, as data: cloning alone would lose an error's code, its own fields and its kind. */
export type SentThrown =
  | {
      readonly kind: 'error';
      readonly name: string;
      readonly message: string;
      readonly stack: string | undefined;
      /** Of an error of this package. */
      readonly code: MillraceErrorCode | undefined;
      readonly cause: SentThrown | undefined;
      /** Of an `AggregateError`. */
      readonly errors: readonly SentThrown[] | undefined;
      readonly fields: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'value'; readonly value: unknown };

const standardErrors = { Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError } as const;

/** How far causes are followed: an error may be its own cause. */
const DEPTH = 8;

/** Makes data of something thrown. What cannot be cloned is left out of an error's fields, and else described. */
export function sendThrown(thrown: unknown, depth = 0): SentThrown {
  try {
    return dataOf(thrown, depth);
  } catch {
    // A getter of it has thrown.
    return { ...nameless, message: describeThrown(thrown) };
  }
}

const nameless = {
  kind: 'error',
  name: 'Error',
  stack: undefined,
  code: undefined,
  cause: undefined,
  errors: undefined,
  fields: {},
} as const;

function dataOf(thrown: unknown, depth: number): SentThrown {
  if (!(thrown instanceof Error)) return { kind: 'value', value: canClone(thrown) ? thrown : describeThrown(thrown) };
  const { cause } = thrown;
  const errors: unknown = thrown instanceof AggregateError ? thrown.errors : undefined;
  const goesOn = depth < DEPTH;
  const fields = Object.entries(thrown).filter(([name, value]) => name !== 'cause' && name !== 'code' && canClone(value));
  const code = MillraceError.is(thrown) ? thrown.code : undefined;
  if (code === undefined && 'code' in thrown && canClone(thrown.code)) fields.push(['code', thrown.code]);
  return {
    kind: 'error',
    name: String(thrown.name),
    message: String(thrown.message),
    stack: typeof thrown.stack === 'string' ? thrown.stack : undefined,
    code,
    cause: cause === undefined || !goesOn ? undefined : sendThrown(cause, depth + 1),
    errors: Array.isArray(errors) && goesOn ? errors.map((error) => sendThrown(error, depth + 1)) : undefined,
    fields: Object.fromEntries(fields),
  };
}

/** Makes an error, or what else was thrown, of data. An error of a class of the app becomes an `Error` with the same name and fields. */
export function receiveThrown(sent: SentThrown): unknown {
  if (sent.kind === 'value') return sent.value;
  const { name, message, stack, code, fields } = sent;
  const options = sent.cause === undefined ? {} : { cause: receiveThrown(sent.cause) };
  const error = makeError();
  Object.assign(error, fields);
  if (error.name !== name) define('name', name);
  if (stack !== undefined) define('stack', stack);
  return error;

  function makeError(): Error {
    if (code !== undefined && errorCodes.includes(code)) return new MillraceError(code, message, options);
    if (sent.kind === 'error' && sent.errors !== undefined) return new AggregateError(sent.errors.map(receiveThrown), message, options);
    const Standard = Object.hasOwn(standardErrors, name) ? standardErrors[name as keyof typeof standardErrors] : Error;
    return new Standard(message, options);
  }

  function define(property: string, value: unknown): void {
    Object.defineProperty(error, property, { value, writable: true, configurable: true, enumerable: false });
  }
}
