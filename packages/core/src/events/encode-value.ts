import { types } from 'node:util';
import { describeValue } from '../errors/describe-value';
import { MillraceError } from '../errors/millrace-error';
import type { Encoded } from './encoded';

/** How deep values are written; what is deeper is named only. */
const MAX_DEPTH = 100;

/**
 * Writes a value as JSON that says what it was: `undefined`, numbers without a form in JSON, big integers, dates, regular expressions, maps, sets, lists with holes, bytes and errors become
 * objects with a key `$`. What cannot be written (functions, symbols, cycles, values that throw when they are read) is named. Of an instance of a class its own
 * fields are written, or what its `toJSON` gives.
 */
export function encodeValue(value: unknown): Encoded {
  return encode(value, []);
}

function encode(value: unknown, around: readonly object[]): Encoded {
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
      return value === null ? null : encodeObject(value, around);
    default:
      return { $: 'unwritable', value: String(value).slice(0, 100) };
  }
}

function encodeObject(value: object, around: readonly object[]): Encoded {
  if (around.includes(value)) return { $: 'unwritable', value: 'a cycle' };
  if (around.length >= MAX_DEPTH) return { $: 'unwritable', value: 'too deep' };
  const inner = (each: unknown): Encoded => encode(each, [...around, value]);
  try {
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
  } catch (error) {
    return { $: 'unwritable', value: `it throws when it is read: ${error instanceof Error ? String(error) : describeValue(error)}` };
  }
}

function encodeError(error: Error, inner: (value: unknown) => Encoded): Encoded {
  const { name, message, stack, cause, ...fields } = error;
  const code = MillraceError.is(error) ? error.code : undefined;
  return {
    $: 'error',
    name,
    message,
    ...(stack !== undefined && { stack }),
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
