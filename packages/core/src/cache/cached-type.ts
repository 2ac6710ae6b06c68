import { describeValue } from '../errors/describe-value';
import { invalidCacheOption } from '../errors/cache-errors';

/** A class whose instances a cache may take for values. */
export interface CachedType {
  readonly name: string;
  readonly type: abstract new (...values: never[]) => object;
  /** What makes an instance what it is, as a value without instances of it. */
  readonly toPlain: (instance: object) => unknown;
  /** Makes an instance again; absent: instances are hashed, and results that have some are not stored. */
  readonly fromPlain: ((plain: unknown) => object) | undefined;
}

/** How the instances of a class are written and read. */
export interface CachedTypeOptions<T, P> {
  /** By which stored instances are known; it must stay the same. Default: the class's name. */
  readonly name?: string | undefined;
  readonly toPlain?: ((instance: T) => P) | undefined;
  readonly fromPlain?: ((plain: P) => T) | undefined;
}

/**
 * Registers a class with a cache, whose instances are otherwise no values that it can tell apart. Without functions, an instance is its own enumerable fields, and
 * is made again without calling the constructor: good for plain data with methods, wrong for classes with private fields. With `toPlain` alone, instances are
 * hashed, so that nodes that receive some can be cached, and not those that return some.
 *
 * @throws MillraceError `INVALID_OPTION` for what is no class, and for options that are no functions.
 * @example
 * const driver = new Driver({
 *   modules: [Prices],
 *   cache: { store: memoryCache(), types: [cachedType(Money, { toPlain: (money) => money.cents, fromPlain: (cents) => new Money(cents) })] },
 * });
 */
export function cachedType<T extends object, P = unknown>(
  type: abstract new (...values: never[]) => T,
  { name = type.name, toPlain, fromPlain }: CachedTypeOptions<T, P> = {},
): CachedType {
  const given: readonly [string, unknown][] = [
    ['toPlain', toPlain],
    ['fromPlain', fromPlain],
  ];
  if (typeof type !== 'function') throw invalidCacheOption('cachedType', `takes a class first, not ${describeValue(type)}`);
  if (typeof name !== 'string' || name === '') throw invalidCacheOption('cachedType', 'needs a name for a class without one');
  for (const [key, value] of given)
    if (value !== undefined && typeof value !== 'function')
      throw invalidCacheOption('cachedType', `takes a function as ${key}, not ${describeValue(value)}`);
  if (fromPlain !== undefined && toPlain === undefined) throw invalidCacheOption('cachedType', 'takes no fromPlain without toPlain');
  const restore = (plain: unknown): object => Object.assign(Object.create(type.prototype) as object, plain);
  return {
    name,
    type,
    // Both are asked for what is of this class, or was made of it, alone.
    toPlain: toPlain === undefined ? (instance) => ({ ...instance }) : (instance) => toPlain(instance as T),
    fromPlain: toPlain === undefined ? restore : fromPlain && ((plain) => fromPlain(plain as P)),
  };
}

/** The registered class of an instance; one of a subclass is not of the class. */
export class CachedTypes {
  readonly #byPrototype: ReadonlyMap<object, CachedType>;
  readonly #byName: ReadonlyMap<string, CachedType>;

  constructor(types: readonly CachedType[] = []) {
    this.#byPrototype = new Map(types.map((each) => [each.type.prototype as object, each]));
    this.#byName = new Map(types.map((each) => [each.name, each]));
  }

  get isEmpty(): boolean {
    return this.#byName.size === 0;
  }

  of(prototype: object): CachedType | undefined {
    return this.#byPrototype.get(prototype);
  }

  named(name: string): CachedType | undefined {
    return this.#byName.get(name);
  }
}
