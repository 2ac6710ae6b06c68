import type { AnyDependency } from '../dependencies/dependency';
import { recordModifier, recordParameter } from '../metadata/record';
import { injectModifier } from '../modifiers/inject-modifier';
import type { ModifierDecorator } from './modifier-decorator';
import { placeOf } from './place';

/** A decorator that says what a parameter receives. */
export type ParameterInjection = (target: object, key: string | undefined, index: number) => void;

/**
 * On a parameter: declares its dependency. On a method: puts other dependencies in the place of declared ones, by their names.
 *
 * @example
 * class Report {
 *   @node()
 *   total(@inject(source('net')) net: number): number { return net; }
 *
 *   @inject({ rate: source('rateOfToday') })
 *   @node('total', source<number>('rate'))
 *   inEuro(total: number, rate: number): number { return total * rate; }
 * }
 */
export function inject(dependency: AnyDependency): ParameterInjection;
export function inject(bindings: { readonly [dependency: string]: AnyDependency }): ModifierDecorator;
export function inject(given: object): (target: object, key: string | undefined, where?: unknown) => void {
  return (target, key, where) => {
    const place = placeOf('inject', target, key);
    if (typeof where === 'number') recordParameter(place, { index: where, kind: 'dependency', dependency: given });
    else recordModifier(place, injectModifier(given));
  };
}
