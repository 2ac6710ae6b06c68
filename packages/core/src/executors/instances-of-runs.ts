import type { ClassType } from '../types/class-type';
import type { InstanceProvider, InstanceRequest } from '../types/instance-provider';

/** How many runs are remembered: a worker serves few at a time. */
const KEPT = 16;

/** Asks a provider for each class once in a run, however many blocks of the run a worker gets. */
export class InstancesOfRuns {
  readonly #provider: InstanceProvider;
  readonly #runs = new Map<string, Map<ClassType<object>, object | Promise<object>>>();

  constructor(provider: InstanceProvider) {
    this.#provider = provider;
  }

  /** One instance of each class. */
  of(classes: readonly ClassType<object>[], request: InstanceRequest): Promise<object[]> {
    const known = this.#ofRun(request.runId);
    return Promise.all(
      classes.map((cls) => {
        const instance = known.get(cls) ?? this.#provider.get(cls, request);
        known.set(cls, instance);
        return instance;
      }),
    );
  }

  #ofRun(runId: string): Map<ClassType<object>, object | Promise<object>> {
    let known = this.#runs.get(runId);
    if (known === undefined) {
      const [oldest] = this.#runs.keys();
      if (this.#runs.size >= KEPT && oldest !== undefined) this.#runs.delete(oldest);
      this.#runs.set(runId, (known = new Map()));
    }
    return known;
  }
}
