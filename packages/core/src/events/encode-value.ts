import { types } from 'node:util';
import { describeThrown } from '../errors/describe-thrown';
import { MillraceError } from '../errors/millrace-error';
import type { Encoded } from './encoded';

/** How deep values are written; what is deeper is named only. */
const MAX_DEPTH = 100;
/** How many objects that hold others are written once more. Where all know each other, as in a graph of friends, there would be no end to the ways from one to the next. */
const MOST_REPEATS = 10_000;

/** What is being written. */
class Writing {
  /** The objects around the next, outermost first. */
  readonly around: object[] = [];
  readonly #known = new Set<object>();
  #written = 0;
  #repeats = 0;

  /** Whether an object came up before, when too many others did. */
  isTooMuch(value: object): boolean {
    return this.#repeats > MOST_REPEATS && this.#known.has(value);
  }

  /** Writes an object, with what is around it taken note of. */
  open(value: object, write: () => Encoded): Encoded {
    const before = ++this.#written;
    const isKnown = this.#known.has(value);
    this.#known.add(value);
    this.around.push(value);
    try {
      return write();
    } catch (error) {
      return { $: 'unwritable', value: `it throws when it is read: ${describeThrown(error)}` };
    } finally {
      this.around.pop();
      if (isKnown && this.#written > before) this.#repeats++;
    }
  }
}

/**
 * Writes a value as JSON that says what it was: `undefined`, numbers without a form in JSON, big integers, dates, regular expressions, maps, sets, lists with holes, bytes and errors become
 * objects with a key `$`. What cannot be written (functions, symbols, cycles, values that throw when they are read, what is too deep or too large) is named. Of an
 * instance of a class its own fields are written, or what its `toJSON` gives. Never throws.
 */
export function encodeValue(value: unknown): Encoded {
  return encode(value, new Writing());
}

function encode(value: unknown, writing: Writing): Encoded {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'undefined':
      return { $: 'undefined' };
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0) ? value : { $: 'number', value: Object.is(value, -0) ? '-0' : String(value) };
    case 'bigint':
      return { $: 'bigint', value: String(value) };
    case 'object':
      return value === null ? null : encodeOpen(value, writing);
    default:
      return { $: 'unwritable', value: describeThrown(value).slice(0, 100) };
  }
}

function encodeOpen(value: object, writing: Writing): Encoded {
  const { around } = writing;
  if (around.includes(value)) return { $: 'unwritable', value: 'a cycle' };
  if (around.length >= MAX_DEPTH) return { $: 'unwritable', value: 'too deep' };
  if (writing.isTooMuch(value)) return { $: 'unwritable', value: 'too large' };
  return writing.open(value, () => encodeObject(value, (each) => encode(each, writing)));
}

function encodeObject(value: object, inner: (value: unknown) => Encoded): Encoded {
  if (Array.isArray(value)) return encodeList(value, inner);
  if (value instanceof Error) return encodeError(value, inner);
  if (value instanceof Date) return { $: 'date', value: Number.isNaN(value.getTime()) ? '' : value.toISOString() };
  if (value instanceof Map) return { $: 'map', value: [...value].map(([key, each]) => [inner(key), inner(each)]) };
  if (value instanceof Set) return { $: 'set', value: [...value].map(inner) };
  if (value instanceof RegExp) return { $: 'regexp', value: value.source, flags: value.flags };
  if (ArrayBuffer.isView(value)) return encodeBytes(value.constructor.name, value);
  if (types.isAnyArrayBuffer(value)) return encodeBytes('ArrayBuffer', new Uint8Array(value));
  if ('toJSON' in value && typeof value.toJSON === 'function') return inner(value.toJSON());
  const fields = Object.entries(value).map(([key, each]) => [key, inner(each)] as const);
  return Object.hasOwn(value, '$') ? { $: 'object', value: fields.map(([key, each]) => [key, each]) } : Object.fromEntries(fields);
}

function encodeError(error: Error, inner: (value: unknown) => Encoded): Encoded {
  const { name, message, stack, cause, ...fields } = error;
  const code = MillraceError.is(error) ? error.code : undefined;
  return {
    $: 'error',
    name: String(name),
    message: String(message),
    ...(typeof stack === 'string' && { stack }),
    ...('cause' in error && { cause: inner(cause) }),
    ...(code !== undefined && { millrace: code }),
    fields: Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, inner(value)])),
  };
}

/** Entries that are not there differ from those that are `undefined`, and may be as many as millions. */
function encodeList(list: readonly unknown[], inner: (value: unknown) => Encoded): Encoded {
  const present = Object.keys(list).filter((key) => /^\d+$/.test(key));
  if (present.length === list.length) return list.map(inner);
  return { $: 'sparse', length: list.length, value: present.map((index) => [Number(index), inner(list[Number(index)])]) };
}

function encodeBytes(as: string, view: ArrayBufferView): Encoded {
  const bytes = Buffer.from(view.buffer, view.byteOffset, view.byteLength);
  return { $: 'bytes', as, value: bytes.toString('base64') };
}
