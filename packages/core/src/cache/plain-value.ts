import type { CachedTypes } from './cached-type';

/** The key of a record that stands for an instance of a registered class. */
const INSTANCE = '@millrace/instance';

/** A copy of a value in which records stand for the instances of registered classes. The value has a version, so it is a tree but for what holds itself. */
export function toPlainValue(value: unknown, types: CachedTypes): unknown {
  return exchange(value, (object) => {
    const type = types.of(Object.getPrototypeOf(object) as object);
    return type && { [INSTANCE]: type.name, plain: toPlainValue(type.toPlain(object), types) };
  });
}

/** The value of such a copy. */
export function fromPlainValue(value: unknown, types: CachedTypes): unknown {
  return exchange(value, (object) => {
    if (!(INSTANCE in object)) return undefined;
    const { [INSTANCE]: name, plain } = object as { readonly [INSTANCE]: unknown; readonly plain?: unknown };
    const restore = types.named(String(name))?.fromPlain;
    if (restore === undefined) throw new TypeError(`no class "${String(name)}" is registered from whose stored form instances are made`);
    return restore(fromPlainValue(plain, types));
  });
}

/** A value with some objects in it replaced; what holds none of them is not copied. */
function exchange(value: unknown, replace: (object: object) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const replaced = replace(value);
  if (replaced !== undefined) return replaced;
  if (Array.isArray(value)) {
    const list = value.map((entry) => exchange(entry, replace));
    return list.some((entry, index) => entry !== value[index]) ? list : value;
  }
  if (value instanceof Map) return new Map(Array.from(value, ([key, entry]) => [exchange(key, replace), exchange(entry, replace)]));
  if (value instanceof Set) return new Set(Array.from(value, (entry) => exchange(entry, replace)));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  const entries = Object.entries(value);
  const exchanged = entries.map(([key, entry]) => [key, exchange(entry, replace)] as const);
  return exchanged.some(([, entry], index) => entry !== entries[index]?.[1]) ? Object.fromEntries(exchanged) : value;
}
