import { toForm } from '../dependencies/to-form';
import { StepBuilder, type StepDependency, type StepSettings } from './step';

/** A node whose output a method changes, and how. */
export class MutationTarget extends StepBuilder {
  readonly target: string;

  constructor(target: string, settings: StepSettings) {
    super(settings);
    this.target = target;
  }

  protected override copy(settings: StepSettings): this {
    // There are no subclasses.
    return new MutationTarget(this.target, settings) as this;
  }
}

/**
 * A target of `@mutate` with dependencies of its own for the parameters behind the first, a condition, a name for the step, or only some of
 * the outputs of a method that gives several.
 *
 * @example
 * class Sales {
 *   @node() net(): number { return 100; }
 *   @node() gross(): number { return 119; }
 *
 *   @mutate(applyTo('net', value(2)).named('rounded'), applyTo('gross', value(0)).when({ currency: 'yen' }))
 *   round(amount: number, digits: number): number { return Number(amount.toFixed(digits)); }
 * }
 */
export function applyTo(target: string, ...dependencies: readonly StepDependency<unknown>[]): MutationTarget {
  return new MutationTarget(target, { dependencies: dependencies.map(toForm), conditions: [] });
}
