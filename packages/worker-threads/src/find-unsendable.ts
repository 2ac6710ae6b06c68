import { canClone } from '@millrace/core/executors';

/** How far into a value one looks: `structuredClone` fails for a list of ten thousand links too, and nobody reads such a path. */
const DEPTH = 100;

/**
 * Finds what keeps a value from being sent to another thread: the path to it, and what it is, such as `.client: a Socket`. `undefined` where nothing does.
 */
export function findUnsendable(value: unknown): string | undefined {
  return findIn(value, { path: '', depth: 0, seen: new Set() });
}

interface Place {
  readonly path: string;
  readonly depth: number;
  /** What has been looked at: a value may hold itself. */
  readonly seen: Set<unknown>;
}

function findIn(value: unknown, { path, depth, seen }: Place): string | undefined {
  if (seen.has(value) || canClone(value)) return undefined;
  if (typeof value === 'object') seen.add(value);
  if (depth === DEPTH) return `${path}: ${describe(value)}, ${DEPTH} levels deep`;
  for (const [key, read] of childrenOf(value)) {
    const found = findInChild(read, { path: path + key, depth: depth + 1, seen });
    if (found !== undefined) return found;
  }
  return `${path}: ${describe(value)}`;
}

function findInChild(read: () => unknown, place: Place): string | undefined {
  let child: unknown;
  try {
    child = read();
  } catch (error) {
    return `${place.path}: a getter that throws (${String(error)})`;
  }
  return findIn(child, place);
}

/** Whether an error says that a value cannot be sent. */
export function isCloneError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'DataCloneError';
}

/** The parts of plain containers; what an object of a class is made of is nobody's business. */
function childrenOf(value: unknown): [key: string, read: () => unknown][] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.map((child, index) => [`[${index}]`, () => child]);
  if (value instanceof Map)
    return [...value].map(([key, child]) => [`.get(${typeof key === 'string' ? JSON.stringify(key) : String(key)})`, () => child]);
  if (value instanceof Set) return [...value].map((child, index) => [`[${index}]`, () => child]);
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  if (!isPlain && !(value instanceof Error)) return [];
  return Object.keys(value).map((key) => [/^[\w$]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`, () => Reflect.get(value, key)]);
}

function describe(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'symbol') return 'a symbol';
  const name = typeof value === 'object' && value !== null ? value.constructor?.name : undefined;
  if (name === undefined || name === '' || name === 'Object') return 'an object';
  return `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`;
}
