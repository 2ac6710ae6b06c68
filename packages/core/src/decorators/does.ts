import { recordModifier } from '../metadata/record';
import { doesModifier } from '../modifiers/does-modifier';
import type { AnyFunction, IsAny } from '../types/type-tools';
import { placeOf } from './place';

/** A decorator of a method that the function F can stand for: it takes what the method takes, and gives what the method gives, or a promise of it. */
export type DoesDecorator<F extends AnyFunction> = <M extends AnyFunction>(
  target: object,
  key: NoInfer<Fits<F, M> extends true ? string : Misfit<F, M>>,
  descriptor: TypedPropertyDescriptor<M>,
) => void;

type Fits<F, M extends AnyFunction> =
  IsAny<M> extends true ? true : [F] extends [(...values: Parameters<M>) => ReturnType<M> | Promise<Awaited<ReturnType<M>>>] ? true : false;

interface Misfit<F, M> {
  readonly 'the function does not fit the method': { readonly function: F; readonly method: M };
}

/**
 * Puts a function in the place of the method's body: the method says what the node depends on and what type it has, the function computes it.
 * It is called by position, with what the method would get, and without an instance.
 *
 * @example
 * const sum = (...ns: number[]): number => ns.reduce((a, b) => a + b, 0);
 *
 * class Costs {
 *   @input() declare readonly rent: number;
 *   @input() declare readonly wages: number;
 *
 *   @does(sum)
 *   @node('rent', 'wages')
 *   total(rent: number, wages: number): number { return rent + wages; }
 * }
 */
export function does<F extends AnyFunction>(fn: F): DoesDecorator<F> {
  return (target, key) => recordModifier(placeOf('does', target, key), doesModifier(fn));
}
