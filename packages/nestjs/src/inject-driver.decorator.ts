import { Inject, type Type } from '@nestjs/common';
import type { Driver } from '@millrace/core';
import { driverOfNothing } from './errors';
import { getDriverToken } from './tokens';

/** A decorator of a constructor's parameter or of a property; one that is declared as a driver of other classes does not compile. */
export interface DriverDecorator<C> {
  <T, I extends number>(
    target: T,
    key: undefined,
    index: I & (T extends abstract new (...args: infer P) => unknown ? Fitting<C, P[I]> : unknown),
  ): void;
  <T, K extends string | symbol>(target: T, key: K & (K extends keyof T ? Fitting<C, T[K]> : unknown)): void;
}

/** `unknown` unless D is a driver whose modules lack C. What is no driver by its type, a part of one say, is left alone. */
type Fitting<C, D> =
  D extends Driver<infer M>
    ? M extends readonly unknown[]
      ? [C] extends [M[number]]
        ? unknown
        : { 'not among the classes of the driver': C }
      : unknown
    : unknown;

/**
 * Injects a driver that the module gets from `MillraceModule.forFeature`: the one that has a dataflow class, the one with a
 * name, or the one without. Declare it as `Driver<[typeof SalesMetrics]>`, with all classes whose outputs are asked of it.
 *
 * @example
 * \@Controller('metrics')
 * class MetricsController {
 *   constructor(@InjectDriver(SalesMetrics) private readonly driver: Driver<[typeof SalesMetrics]>) {}
 *
 *   \@Get()
 *   metrics() { return this.driver.execute(['revenue', 'returns']); }
 * }
 */
export function InjectDriver<C extends Type<object>>(cls: C): DriverDecorator<C>;
export function InjectDriver(name?: string): PropertyDecorator & ParameterDecorator;
export function InjectDriver(...given: [of?: string | Type<object>]): PropertyDecorator & ParameterDecorator {
  const [of] = given;
  if (given.length > 0 && of === undefined) throw driverOfNothing();
  return Inject(getDriverToken(of));
}
