import type { NodeDefinition } from '../metadata/node-definition';
import type { InputOptions } from './graph-node';
import type { DataflowModule } from './read-modules';

/** A node while the graph is being built. `id` is its position in the table of nodes. */
export type Vertex = MethodVertex | ValueVertex;

/** A node that a method computes. */
export interface MethodVertex {
  readonly id: number;
  readonly kind: 'method';
  /** With the namespace. */
  readonly name: string;
  readonly place: string;
  readonly module: DataflowModule;
  readonly definition: NodeDefinition;
  /** Whether no fault was found in it, so that conclusions may be drawn from it. */
  readonly isSound: boolean;
}

/** A node whose value is given: by the caller, or by the config. */
export interface ValueVertex {
  readonly id: number;
  readonly kind: 'input' | 'config';
  readonly name: string;
  /** `Class.field` of a declared input, else the name. */
  readonly place: string;
  readonly moduleName: string;
  readonly description: string;
  readonly input: InputOptions;
  readonly isSound: boolean;
}

/** Whether a method opens a fan-out. */
export function isParallelizable(vertex: Vertex): vertex is MethodVertex {
  return vertex.kind === 'method' && vertex.definition.roles.includes('parallelizable');
}

/** What the fan-out of a parallelizable is called: as its node, unless a modifier gave that name to the transformed item. */
export function fanOutName({ module, definition }: MethodVertex): string {
  return module.prefix + (definition.fanOut ?? definition.name);
}
