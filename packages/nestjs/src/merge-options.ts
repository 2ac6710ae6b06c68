import type { SharedOptions } from './shared-options';

/**
 * What a feature says on top of what the app says: records are merged key by key, lists follow each other, and
 * anything else replaces what was there. `undefined` is absent.
 */
export function mergeOptions(base: SharedOptions, more: SharedOptions): SharedOptions {
  const merged: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(more) as [string, unknown][]) {
    if (value !== undefined) merged[name] = mergeValues(merged[name], value);
  }
  return merged;
}

function mergeValues(base: unknown, more: unknown): unknown {
  if (Array.isArray(base) && Array.isArray(more)) return [...(base as unknown[]), ...(more as unknown[])];
  return isPlain(base) && isPlain(more) ? { ...base, ...more } : more;
}

/** An object literal; an instance of a class, a cache store say, is a value of its own. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
