import { errorCodes } from '../errors/error-codes';
import { MillraceError } from '../errors/millrace-error';
import { isRecord } from '../types/is-record';

/** Views of memory by their names; a copy of the bytes, since the memory of a Buffer need not begin where a number may. */
const views: Readonly<Record<string, (bytes: ArrayBuffer) => unknown>> = {
  Uint8Array: (bytes) => new Uint8Array(bytes),
  Uint8ClampedArray: (bytes) => new Uint8ClampedArray(bytes),
  Int8Array: (bytes) => new Int8Array(bytes),
  Uint16Array: (bytes) => new Uint16Array(bytes),
  Int16Array: (bytes) => new Int16Array(bytes),
  Uint32Array: (bytes) => new Uint32Array(bytes),
  Int32Array: (bytes) => new Int32Array(bytes),
  Float32Array: (bytes) => new Float32Array(bytes),
  Float64Array: (bytes) => new Float64Array(bytes),
  BigInt64Array: (bytes) => new BigInt64Array(bytes),
  BigUint64Array: (bytes) => new BigUint64Array(bytes),
  DataView: (bytes) => new DataView(bytes),
  ArrayBuffer: (bytes) => bytes,
};

/** What could not be written, by its name. */
export class Unwritable {
  readonly description: string;

  constructor(description: string) {
    this.description = description;
  }
}

/** Reads what `encodeValue` has written. Errors are `Error`s again, those of this package `MillraceError`s with their codes. */
export function decodeValue(encoded: unknown): unknown {
  if (Array.isArray(encoded)) return encoded.map(decodeValue);
  if (!isRecord(encoded)) return encoded;
  if (!Object.hasOwn(encoded, '$')) return mapValues(encoded);
  const { value } = encoded;
  switch (encoded.$) {
    case 'undefined':
      return undefined;
    case 'number':
      return Number(value);
    case 'bigint':
      return BigInt(String(value));
    case 'date':
      return new Date(String(value));
    case 'regexp':
      return new RegExp(String(value), String(encoded.flags));
    case 'sparse':
      return sparseList(Number(encoded.length), pairsOf(value));
    case 'map':
      return new Map(pairsOf(value));
    case 'set':
      return new Set(listOf(value).map(decodeValue));
    case 'object':
      return Object.fromEntries(pairsOf(value).map(([key, each]) => [String(key), each]));
    case 'bytes':
      return decodeBytes(String(encoded.as), String(value));
    case 'error':
      return decodeError(encoded);
    default:
      return new Unwritable(String(value));
  }
}

function sparseList(length: number, entries: readonly (readonly [unknown, unknown])[]): unknown[] {
  const list = new Array<unknown>(length);
  for (const [index, entry] of entries) list[Number(index)] = entry;
  return list;
}

function decodeError({ name, message, stack, cause, millrace, fields }: Readonly<Record<string, unknown>>): Error {
  const code = errorCodes.find((each) => each === millrace);
  const options = cause === undefined ? {} : { cause: decodeValue(cause) };
  const error = code === undefined ? new Error(String(message), options) : new MillraceError(code, String(message), options);
  const own = { ...(isRecord(fields) ? mapValues(fields) : {}), name: String(name), ...(typeof stack === 'string' && { stack }) };
  for (const [key, value] of Object.entries(own))
    Object.defineProperty(error, key, { value, writable: true, configurable: true, enumerable: key !== 'name' && key !== 'stack' });
  return error;
}

function decodeBytes(name: string, text: string): unknown {
  const bytes = Buffer.from(text, 'base64');
  return Object.hasOwn(views, name) ? views[name]?.(new Uint8Array(bytes).buffer) : bytes;
}

function mapValues(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, each]) => [key, decodeValue(each)]));
}

function pairsOf(value: unknown): [unknown, unknown][] {
  return listOf(value).map((pair) => {
    const [key, each] = listOf(pair);
    return [decodeValue(key), decodeValue(each)];
  });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
