import type { ClassType } from '../types/class-type';
import type { InstanceProvider, InstanceRequest } from '../types/instance-provider';
import { Recent } from './recent';

/** How many runs are remembered: a worker serves few at a time. */
const KEPT = 64;

type Instances = Map<ClassType<object>, object | Promise<object>>;

/** Asks a provider for each class once in a run, however many blocks of the run a worker gets. */
export class InstancesOfRuns {
  readonly #provider: InstanceProvider;
  readonly #runs = new Recent<string, Instances>(KEPT);

  constructor(provider: InstanceProvider) {
    this.#provider = provider;
  }

  /** One instance of each class; `run` tells runs apart, whose ids apps may give twice. */
  of(classes: readonly ClassType<object>[], run: string, request: InstanceRequest): Promise<object[]> {
    const known = this.#runs.get(run, () => new Map());
    return Promise.all(
      classes.map((cls) => {
        const instance = known.get(cls) ?? this.#provider.get(cls, request);
        known.set(cls, instance);
        return instance;
      }),
    );
  }
}
