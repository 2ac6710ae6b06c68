import type { CachedType } from '../cache/cached-type';
import type { CacheOptions } from '../cache/cache-options';
import type { CacheStore } from '../cache/cache-store';
import { describeValue } from '../errors/describe-value';
import { fault, type Fault } from '../errors/fault';
import { unknownOption } from '../errors/option-faults';
import { readCache } from '../modifiers/read-cache';
import { isRecord } from '../types/is-record';

const storeMethods = ['get', 'set', 'delete', 'entries'] as const satisfies readonly (keyof CacheStore)[];

const known = ['store', 'default', 'types', 'timeoutMs'] as const satisfies readonly (keyof CacheOptions)[];

/** The option `cache` of a driver in full; what is wrong with it are faults. */
export function readCacheOptions(given: unknown, faults: Fault[]): CacheOptions | undefined {
  if (given === undefined) return undefined;
  if (isStore(given)) return { store: given };
  const refuse = (name: string, what: unknown, expected: string): void =>
    void faults.push(fault('INVALID_OPTION', name, `The driver's ${name} is ${describeValue(what)}. It takes ${expected}.`));
  if (!isRecord(given) || !('store' in given)) {
    refuse('cache', given, 'a store, memoryCache() or fileCache(folder), or { store: memoryCache(), default: "disable" }');
    return undefined;
  }
  const { store, types = [], timeoutMs = 5000 } = given;
  const before = faults.length;
  for (const name of Object.keys(given)) if (!known.some((one) => one === name)) faults.push(unknownOption('cache', name, known));
  if (!isStore(store))
    refuse('cache.store', store, `a store with the methods ${storeMethods.join(', ')}: memoryCache(), fileCache(folder)`);
  if (!(typeof timeoutMs === 'number' && timeoutMs > 0))
    refuse('cache.timeoutMs', timeoutMs, 'a number of milliseconds above 0, or Infinity');
  if (!isListOfTypes(types)) refuse('cache.types', types, 'a list of cachedType(SomeClass)');
  else refuseTwins(types, faults);
  const policy = readCache(given['default'], {
    at: 'cache.default',
    refuse: (code, message) => void faults.push(fault(code, 'cache.default', message)),
  });
  if (faults.length > before || !isStore(store) || !isListOfTypes(types) || policy === undefined) return undefined;
  return { store, default: policy, types, timeoutMs: Number(timeoutMs) };
}

function isStore(value: unknown): value is CacheStore {
  if (typeof value !== 'object' || value === null) return false;
  const methods = value as { readonly [K in keyof CacheStore]?: unknown };
  return storeMethods.every((method) => typeof methods[method] === 'function');
}

/** Instances of classes with one name could not be told apart. */
function refuseTwins(types: readonly CachedType[], faults: Fault[]): void {
  const seen = new Set<string>();
  for (const { name } of types) {
    if (seen.has(name))
      faults.push(
        fault(
          'INVALID_OPTION',
          'cache.types',
          `The driver's cache.types has two classes with the name "${name}". Give one another: cachedType(${name}, { name: '…' }).`,
        ),
      );
    seen.add(name);
  }
}

function isListOfTypes(value: unknown): value is readonly CachedType[] {
  return Array.isArray(value) && value.every((each) => isRecord(each) && typeof each['toPlain'] === 'function');
}
