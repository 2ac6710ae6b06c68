import type { AnyDependency } from '../dependencies/dependency';
import { subdagModifier } from '../modifiers/subdag-modifier';
import type { ClassType } from '../types/class-type';
import { modifierDecorator, type ModifierDecorator } from './modifier-decorator';

/** A dataflow class, or a function that gives it where it is declared further down. */
export type SubdagClass = ClassType<object> | (() => ClassType<object>);

/** Options of `@subdag`. */
export interface SubdagOptions {
  /** What is handed in, by the names of the nodes or inputs that it stands for inside. */
  readonly inputs?: { readonly [name: string]: AnyDependency };
  /** Merged over the config around it; `configuration('key')` takes what that has under another key. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Before the names of the nodes inside: `first` for `first.sum`. Default: the name of the method's node. */
  readonly namespace?: string;
  /** Names of the method's dependencies that come from outside, though there are such nodes inside. */
  readonly externalInputs?: readonly string[];
}

/**
 * Brings a dataflow in as a part of another one, in a namespace of its own. The method takes from it what it declares with `source`: such
 * names are looked up inside first, then outside. The nodes inside are requested as `namespace.node`.
 *
 * @example
 * class Sum {
 *   @input() declare readonly seed: number;
 *   @node('seed') next(seed: number): number { return seed + 1; }
 *   @node('seed', 'next') sum(seed: number, next: number): number { return seed + next; }
 * }
 *
 * class Report {
 *   @subdag(Sum, { inputs: { seed: value(1) } })
 *   @node(source<number>('sum'))
 *   first(sum: number): number { return sum; }
 *
 *   @subdag(Sum, { inputs: { seed: source('first') }, namespace: 'again' })
 *   @node(source<number>('sum'))
 *   second(sum: number): number { return sum; }
 * }
 */
export function subdag(classes: SubdagClass | readonly SubdagClass[], options: SubdagOptions = {}): ModifierDecorator {
  return modifierDecorator(subdagModifier(classes, options));
}
