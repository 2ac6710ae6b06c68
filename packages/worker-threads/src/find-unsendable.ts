/**
 * Finds what keeps a value from being sent to another thread: the path to it, and what it is, such as `.client: a Socket`. `undefined` where nothing does.
 */
export function findUnsendable(value: unknown, path = ''): string | undefined {
  if (canBeSent(value)) return undefined;
  const inner = childrenOf(value);
  for (const [key, child] of inner) {
    const found = findUnsendable(child, path + key);
    if (found !== undefined) return found;
  }
  return `${path}: ${describe(value)}`;
}

/** Whether an error says that a value cannot be sent. */
export function isCloneError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'DataCloneError';
}

function canBeSent(value: unknown): boolean {
  if (typeof value === 'function' || typeof value === 'symbol') return false;
  if (typeof value !== 'object' || value === null) return true;
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}

/** The parts of plain containers; what an object of a class is made of is nobody's business. */
function childrenOf(value: unknown): [key: string, child: unknown][] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.map((child, index) => [`[${index}]`, child]);
  if (value instanceof Map)
    return [...value].map(([key, child]) => [`.get(${typeof key === 'string' ? JSON.stringify(key) : String(key)})`, child]);
  if (value instanceof Set) return [...value].map((child, index) => [`[${index}]`, child]);
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  if (!isPlain && !(value instanceof Error)) return [];
  return Object.entries(value).map(([key, child]) => [/^[\w$]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`, child]);
}

function describe(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'symbol') return 'a symbol';
  const name = typeof value === 'object' && value !== null ? value.constructor?.name : undefined;
  if (name === undefined || name === '' || name === 'Object') return 'an object';
  return `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`;
}
