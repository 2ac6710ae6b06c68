import type { ItemPath } from '../types/item-path';
import type { Is } from '../types/type-tools';

/** The key that marks what `each`, `output` and `perItem` make, and tells which; shared by all installed copies of the package. */
const REQUESTED: unique symbol = Symbol.for('millrace.requested');

declare const TYPE: unique symbol;

/** What {@link each} makes. */
export interface Each<N extends string = string> {
  readonly [REQUESTED]: 'each';
  readonly name: N;
}

/**
 * What {@link output} makes: R is the record of the output, there for the compiler only. The type does not show the name: in a union with
 * `Each<N>` its `string` would keep editors from completing N.
 */
export interface Made<R> {
  readonly [REQUESTED]: 'output';
  readonly [TYPE]?: Is<R>;
}

/** What {@link perItem} makes. */
export interface PerItem<T = unknown> {
  readonly [REQUESTED]: 'per-item';
  readonly valueAt: (path: ItemPath) => T;
}

/**
 * Requests a node inside a fan-out: its values for all items as a flat list, in the order of the source, outermost item first.
 *
 * @example
 * const { revenue } = await driver.execute([each('revenue')], { inputs });
 * //      ^? number[]
 */
export function each<const N extends string>(name: N): Each<N> {
  return { [REQUESTED]: 'each', name };
}

/**
 * Requests a node that the compiler does not see in the modules: one that a modifier made, or one in a namespace. R is a record of one
 * key, the name, and the output's type.
 *
 * @example
 * const outputs = await driver.execute([output<{ 'sales.total': number }>('sales.total')]);
 * outputs['sales.total']; // number
 */
export function output<R>(name: keyof R & string): Made<R> {
  const made = { [REQUESTED]: 'output', name } as const;
  return made;
}

/**
 * In `overrides`: a value for each item in which the node runs, by the item's path. For a nested parallelizable it gives the items.
 *
 * @example
 * await driver.execute(['total'], { overrides: { revenue: perItem(([region]) => prices[region.key]) } });
 */
export function perItem<T>(valueAt: (path: ItemPath) => T): PerItem<T> {
  return { [REQUESTED]: 'per-item', valueAt };
}

/** Whether a value was made by `each` (of any installed copy of the package). */
export function isEach(value: unknown): value is Each {
  return isRequested(value, 'each');
}

/** Whether a value was made by `output`. */
export function isMade(value: unknown): value is Made<unknown> & { readonly name: string } {
  return isRequested(value, 'output');
}

/** Whether a value was made by `perItem`. */
export function isPerItem(value: unknown): value is PerItem {
  return isRequested(value, 'per-item');
}

function isRequested(value: unknown, kind: string): boolean {
  return typeof value === 'object' && value !== null && REQUESTED in value && value[REQUESTED] === kind;
}
