import type { AnyFunction } from '../types/type-tools';
import { roleDecorator } from './record-role';
import type { Allowed, Decorated } from './role-decorator';
import type { NodeOptions } from './role-options';
import type { Wiring } from './wiring/wiring';

/** The signature of {@link node}: C is the class, M the method, D what is given. */
export interface NodeDecorator {
  <C = unknown, M extends AnyFunction = AnyFunction, const D extends Allowed<C, NodeOptions> = Allowed<C, NodeOptions>>(
    ...given: D
  ): Decorated<C, M, Wiring<C, M, D, 'node', NodeOptions>>;
}

/**
 * Marks a method as a node: it runs once its dependencies are available, at most once per run and item.
 * The dependencies stand in the order of the method's parameters; a last plain object is the options.
 *
 * @example
 * class Marketing {
 *   @input() declare readonly spend: number;
 *   @input() declare readonly signups: number;
 *
 *   @node('spend', 'signups')
 *   costPerSignup(spend: number, signups: number): number { return spend / signups; }
 * }
 */
export const node: NodeDecorator = (...given) => roleDecorator('node', given);
