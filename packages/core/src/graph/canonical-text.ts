import { DEPENDENCY } from '../dependencies/dependency-form';
import { isStandardSchema } from '../types/standard-schema';

/**
 * Writes a value so that equal values give the same text in every process and on every platform: functions by their source, records with
 * their keys sorted, Standard Schemas only by who made them, since what is in one cannot be read.
 */
export function canonicalText(value: unknown): string {
  return write(value, new Set());
}

/** The source of a function, whatever ends its lines. */
export function sourceText(fn: (...values: never) => unknown): string {
  return Function.prototype.toString.call(fn).replaceAll('\r\n', '\n');
}

function write(value: unknown, open: Set<object>): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (Object.is(value, -0)) return '-0';
  if (isStandardSchema(value)) return `schema(${JSON.stringify(value['~standard'].vendor)})`;
  if (typeof value === 'function') return sourceText(value as () => unknown);
  if (typeof value !== 'object' || value === null) return String(value);
  // A value that holds itself would be written without end.
  if (open.has(value)) return '(circular)';
  open.add(value);
  const text = writeObject(value, open);
  open.delete(value);
  return text;
}

function writeObject(value: object, open: Set<object>): string {
  const list = (values: Iterable<unknown>): string => Array.from(values, (each) => write(each, open)).join();
  if (Array.isArray(value)) return `[${list(value)}]`;
  if (value instanceof Date) return `Date(${value.getTime()})`;
  if (value instanceof Map || value instanceof Set) return `${value.constructor.name}(${list(value)})`;
  if (value instanceof RegExp || value instanceof URL) return `${value.constructor.name}(${String(value)})`;
  if (ArrayBuffer.isView(value))
    return `${value.constructor.name}(${list(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))})`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  const fields = entries.map(([key, entry]) => `${JSON.stringify(key)}:${write(entry, open)}`);
  return `${nameOfKind(value)}{${fields.join()}}`;
}

/** The form of a dependency, the class of an instance, nothing for plain records. */
function nameOfKind(value: object): string {
  if (DEPENDENCY in value) return String(value[DEPENDENCY]);
  const { name } = value.constructor ?? Object;
  return name === 'Object' ? '' : name;
}
