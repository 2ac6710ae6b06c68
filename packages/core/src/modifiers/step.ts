import type { Dependency, GroupDependency, OptionalDependency } from '../dependencies/dependency';
import type { DependencyForm } from '../dependencies/dependency-form';
import { toForm } from '../dependencies/to-form';
import type { AnyFunction } from '../types/type-tools';
import type { Comparison, Config } from './config-modifier';

/** A condition on the config, as `@config.when` and its kin have it. */
interface Condition {
  readonly comparison: Comparison;
  readonly values: Config;
}

/** What is said of a step. */
export interface StepSettings {
  readonly dependencies: readonly DependencyForm[];
  /** All must hold, else the step is left out. */
  readonly conditions: readonly Condition[];
  /** By default it is made of the function's name. */
  readonly name?: string;
  /** `null`: none. By default that of the pipe. */
  readonly namespace?: string | null;
  /** By default all outputs of the method. */
  readonly outputs?: readonly string[];
}

/** What can be said of a step, whatever it calls. Immutable: each method gives a new one. */
export abstract class StepBuilder {
  readonly settings: StepSettings;

  constructor(settings: StepSettings) {
    this.settings = settings;
  }

  protected abstract copy(settings: StepSettings): this;

  /** Only where every key of the config has the value. */
  when(values: Config): this {
    return this.#onlyIf('when', values);
  }

  /** Only where no key of the config has the value. */
  whenNot(values: Config): this {
    return this.#onlyIf('whenNot', values);
  }

  /** Only where every key of the config has one of the values. */
  whenIn(values: Readonly<Record<string, readonly unknown[]>>): this {
    return this.#onlyIf('whenIn', values);
  }

  /** Only where no key of the config has one of the values. */
  whenNotIn(values: Readonly<Record<string, readonly unknown[]>>): this {
    return this.#onlyIf('whenNotIn', values);
  }

  /** The name of its node, in its namespace; by default `with` and the function's name: `withAddOne`. */
  named(name: string): this {
    return this.copy({ ...this.settings, name });
  }

  /** The namespace of its node instead of the pipe's; `null` for none. */
  namespaced(namespace: string | null): this {
    return this.copy({ ...this.settings, namespace });
  }

  /** Only for these outputs of a method that gives several. */
  onOutput(...outputs: readonly string[]): this {
    return this.copy({ ...this.settings, outputs });
  }

  #onlyIf(comparison: Comparison, values: Config): this {
    return this.copy({ ...this.settings, conditions: [...this.settings.conditions, { comparison, values }] });
  }
}

/** A function as a step of a pipe. */
export class Step extends StepBuilder {
  /** Anything that was given; only functions are valid. */
  readonly fn: unknown;

  constructor(fn: unknown, settings: StepSettings) {
    super(settings);
    this.fn = fn;
  }

  protected override copy(settings: StepSettings): this {
    // There are no subclasses.
    return new Step(this.fn, settings) as this;
  }
}

/** What a parameter of the type T may be given in a step. */
export type StepDependency<T> = string | Dependency<T> | OptionalDependency<unknown, unknown> | GroupDependency<unknown>;

/** The dependencies of a step that calls F: for all parameters but the first. */
export type StepDependencies<F extends AnyFunction> =
  Parameters<F> extends [unknown?, ...infer R] ? { [I in keyof R]: StepDependency<R[I]> } : never;

/**
 * A step of a pipe: a function whose first argument is the value that goes through the pipe. Its other arguments are the dependencies.
 *
 * @example
 * const scale = (n: number, factor: number): number => n * factor;
 *
 * class Prices {
 *   @pipeOutput(step(scale, value(1.19)).named('withTax').when({ country: 'de' }), step(Math.round))
 *   @node(source<number>('net'))
 *   price(net: number): number { return net; }
 * }
 */
export function step<F extends AnyFunction>(fn: F, ...dependencies: StepDependencies<F>): Step {
  return new Step(fn, { dependencies: (dependencies as readonly unknown[]).map(toForm), conditions: [] });
}
