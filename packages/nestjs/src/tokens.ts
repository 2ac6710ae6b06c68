import 'reflect-metadata';
import type { InjectionToken, Type } from '@nestjs/common';

const DRIVER = Symbol.for('millrace.nestjs.driver');
const OVERRIDES = Symbol.for('millrace.nestjs.overrides');

/**
 * The token of a driver: of the one that has a dataflow class, of the one with a name, or of the one without. For
 * `app.get`, `inject` of factories, and `overrideProvider` in tests.
 *
 * @example
 * const driver = app.get<Driver<[typeof SalesMetrics]>>(getDriverToken(SalesMetrics));
 */
export function getDriverToken(of?: string | Type<object>): InjectionToken {
  if (typeof of === 'function') return tokenOfClass(of, DRIVER, 'MillraceDriver');
  return of === undefined ? 'MillraceDriver' : `MillraceDriver(${of})`;
}

/**
 * The token of what takes the place of a class's nodes in every run, by name, as in `overrides` of a single run. A test
 * gives it a value; without one nothing is overridden.
 *
 * @example
 * const builder = Test.createTestingModule({ imports: [SalesModule] });
 * builder.overrideProvider(getOverridesToken(SalesMetrics)).useValue({ exchangeRate: 1.1 });
 */
export function getOverridesToken(cls: Type<object>): InjectionToken {
  return tokenOfClass(cls, OVERRIDES, 'MillraceOverrides');
}

/** Kept on the class: two classes of one name have two tokens, and all installed copies of the package agree. */
function tokenOfClass(cls: Type<object>, key: symbol, name: string): symbol {
  const known: unknown = Reflect.getOwnMetadata(key, cls);
  if (typeof known === 'symbol') return known;
  const made = Symbol(`${name}(${cls.name})`);
  Reflect.defineMetadata(key, made, cls);
  return made;
}
