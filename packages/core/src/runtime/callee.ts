import type { GraphMethod } from '../graph/graph-node';
import type { ClassType } from '../types/class-type';
import type { FunctionCall } from '../types/function-call';

/** A method to be bound to an instance, or an override to be bound to its value, once per run. */
export type Callee = MethodCallee | FunctionCallee | { readonly by: 'override'; readonly node: string };

export interface MethodCallee {
  readonly by: 'method';
  readonly node: string;
  readonly module: ClassType<object>;
  readonly key: string;
}

/** A function in the place of a method; it needs no instance. */
interface FunctionCallee extends FunctionCall {
  readonly by: 'function';
}

/** What a graph says of the method of a node. */
export function calleeOf(node: string, { module, key, call }: GraphMethod): Callee {
  return call === undefined ? { by: 'method', node, module, key } : { by: 'function', ...call };
}
