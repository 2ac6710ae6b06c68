import { methodMissing } from '../errors/instance-errors';
import { nameOfClass } from '../types/class-type';
import type { ItemPath } from '../types/item-path';
import type { BoundMethod, Method } from './bound-method';
import { BoundProgram, type Binding } from './bound-program';
import type { LayerTable } from './layers/layer-table';
import type { MethodCallee } from './callee';
import type { Program } from './program';
import { ProgramCode, type CodeGeneration } from './program-code';
import type { OverrideFunctions } from './run-setting';

/** Binds a program to instances, run by run. What a driver keeps of a request. */
export class ProgramBinder {
  readonly program: Program;
  readonly #binding: Binding;
  #instances: readonly unknown[] = [];
  #bound: BoundProgram | undefined;

  constructor(program: Program, { generation, layers }: { generation: CodeGeneration; layers: LayerTable }) {
    this.program = program;
    this.#binding = { code: new ProgramCode(generation), layers };
  }

  /**
   * The program bound to the instances of its modules, in their order. A run mostly has those of the run before it, and then shares what was bound
   * for that; where there are overrides, it is bound for one run only. All share generated code.
   */
  bind(instances: readonly unknown[], overrides: OverrideFunctions): BoundProgram {
    const isSame = overrides.size === 0 && instances.every((instance, index) => instance === this.#instances[index]);
    if (this.#bound !== undefined && isSame) return this.#bound;
    const { program } = this;
    const byClass = new Map(program.modules.map((cls, index) => [cls, instances[index]] as const));
    const methods = program.invocations.map(({ callee }): BoundMethod => {
      if (callee.by === 'override') return bindOverride(overrides.get(callee.node));
      return callee.by === 'function'
        ? { self: { run: callee.run as Method }, key: 'run' }
        : bindMethod(callee, byClass.get(callee.module));
    });
    const bound = new BoundProgram(program, methods, this.#binding);
    this.#instances = instances;
    this.#bound = overrides.size === 0 ? bound : undefined;
    return bound;
  }
}

function bindMethod({ module, key, node }: MethodCallee, instance: unknown): BoundMethod {
  // The graph has matched the parameters with the dependencies, so the types of the arguments are not looked at again.
  const self = instance as Readonly<Record<string, Method>>;
  if (typeof self[key] !== 'function') throw methodMissing(nameOfClass(module), key, node);
  return { self, key };
}

function bindOverride(valueAt: ((path: ItemPath) => unknown) | undefined): BoundMethod {
  const value = ({ path }: { readonly path: ItemPath }): unknown => valueAt?.(path);
  return { self: { run: value as Method }, key: 'run' };
}
