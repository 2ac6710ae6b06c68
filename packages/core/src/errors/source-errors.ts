import { MillraceError } from './millrace-error';

/** A parallelizable returned what cannot be iterated, or what one would not want to iterate (F1). */
export function invalidSource(node: string, value: unknown): MillraceError {
  return new MillraceError(
    'INVALID_SOURCE',
    `"${node}" is parallelizable and returned ${describe(value)}. ${remedyFor(value)}\nIt may return an array, an iterable, an async iterable or an Observable, or a promise of one.`,
  );
}

/** An item is a promise (F1). */
export function promiseAsItem(node: string, index: number): MillraceError {
  return new MillraceError(
    'PROMISE_AS_ITEM',
    `"${node}" gave a promise as item ${index}. Its call has started already, so "concurrency" could not bound it: yield the argument instead, and make the call in a node that depends on "${node}".`,
  );
}

/** An iterator's `next()` gave something else than a result object. */
export function invalidIteratorResult(node: string, result: unknown): MillraceError {
  return new MillraceError('INVALID_SOURCE', `The iterator of "${node}" gave ${describe(result)} instead of { value, done }.`);
}

/** The `key` option threw, or gave no string (F6). */
export function invalidKey(node: string, index: number, key: unknown): MillraceError {
  return new MillraceError('INVALID_KEY', `The "key" option of "${node}" gave ${describe(key)} for item ${index}; it must give a string.`);
}

/** `uniqueKeys` is set and a key came twice (F6). */
export function duplicateKey(node: string, index: number, key: string): MillraceError {
  return new MillraceError(
    'DUPLICATE_KEY',
    `Item ${index} of "${node}" has the key ${JSON.stringify(key)}, which an earlier item has too, and "uniqueKeys" is set.`,
  );
}

/** More items of an Observable wait than `buffer` allows (F2). */
export function bufferOverflow(node: string, buffer: number): MillraceError {
  return new MillraceError(
    'BUFFER_OVERFLOW',
    `The Observable of "${node}" is faster than its items are processed: more than ${buffer} are waiting. Raise "buffer" or "concurrency", or return an async iterable, which is pulled on demand.`,
  );
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'string') return 'a string';
  if (value instanceof Map) return 'a Map';
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'object')
    return `an object (${Object.getPrototypeOf(value)?.constructor?.name ?? 'without prototype'}) that is not iterable`;
  return `the ${typeof value} ${String(value)}`;
}

function remedyFor(value: unknown): string {
  if (typeof value === 'string') return 'To fan out over its characters, return [...text]; over its lines, text.split("\\n").';
  if (value instanceof Map) return 'Return map.entries(), map.keys() or map.values().';
  if (value === null || value === undefined) return 'Return [] for no items. Is a "return" or "yield" missing?';
  if (typeof value === 'object') return 'To fan out over its properties, return Object.entries(…).';
  return 'For a single item, return [item].';
}
