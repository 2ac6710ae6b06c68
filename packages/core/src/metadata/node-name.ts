/**
 * The node that a method of this key gives: what stands before the first `__` (`rate__eu` gives `rate`). A key that begins with `__` has no
 * suffix. `undefined` where the suffix is empty.
 */
export function nodeNameOf(key: string): string | undefined {
  if (key.startsWith('__')) return key;
  if (key.endsWith('__')) return undefined;
  const at = key.indexOf('__', 1);
  return at === -1 ? key : key.slice(0, at);
}

const reserved = new Set(['then', 'constructor', '__proto__']);

/** Whether a name cannot be a node's or an input's: results are objects, and these members mean something on every object. */
export function isReservedName(name: string): boolean {
  return reserved.has(name);
}
