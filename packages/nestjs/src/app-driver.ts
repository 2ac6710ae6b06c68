import {
  Driver,
  type DriverChanges,
  type DriverOptions,
  type InstanceOf,
  type Modules,
  type Output,
  type Plan,
  type Results,
  type Run,
  type RunOptions,
  type SettledResults,
  type StreamEntry,
  type Streamed,
  type StreamedValue,
  type ValidationReport,
} from '@millrace/core';
import { linkSignals } from './linked-signal';
import type { NestInstances } from './nest-instances';
import type { RunTracker } from './run-tracker';

/** What a driver has from the app around it. */
export interface DriverSurroundings {
  readonly instances: NestInstances;
  readonly runs: RunTracker;
  /** Aborted when the app shuts down. */
  readonly signal: AbortSignal;
  /** What takes the place of nodes in every run; for tests. */
  overrides(): Readonly<Record<string, unknown>>;
}

interface PreparedOptions<M extends Modules> {
  readonly options: RunOptions<InstanceOf<M>>;
  /** Lets go of the caller's signal; to be called when the run has ended. */
  release(): void;
}

/** A driver of a Nest app: its runs end when the app does, take their instances from Nest, and can be overridden by a test of the app. */
export class AppDriver<const M extends Modules> extends Driver<M> {
  readonly #given: DriverOptions<M>;
  readonly #surroundings: DriverSurroundings;

  constructor(given: DriverOptions<M>, surroundings: DriverSurroundings) {
    const { instances, runs } = surroundings;
    // The driver refuses what is no list.
    const hooks: unknown = given.hooks ?? [];
    super({ ...given, instances, hooks: Array.isArray(hooks) ? [...hooks, runs, instances] : given.hooks });
    this.#given = given;
    this.#surroundings = surroundings;
  }

  override run<const O extends readonly Output<InstanceOf<M>>[]>(
    outputs: O,
    options?: RunOptions<InstanceOf<M>>,
  ): Run<Results<InstanceOf<M>, O[number]>> {
    const prepared = this.#prepare(options);
    const run = super.run(outputs, prepared.options);
    run.outputs.then(prepared.release, prepared.release);
    return run;
  }

  override async executeSettled<const O extends readonly Output<InstanceOf<M>>[]>(
    outputs: O,
    options?: RunOptions<InstanceOf<M>>,
  ): Promise<SettledResults<InstanceOf<M>, O[number]>> {
    const prepared = this.#prepare(options);
    return super.executeSettled(outputs, prepared.options).finally(prepared.release);
  }

  override stream<const N extends Streamed<InstanceOf<M>>>(
    name: N,
    options?: RunOptions<InstanceOf<M>>,
  ): AsyncIterable<StreamEntry<StreamedValue<InstanceOf<M>, N>>> {
    const start = (prepared: RunOptions<InstanceOf<M>>): AsyncIterable<StreamEntry<StreamedValue<InstanceOf<M>, N>>> =>
      super.stream(name, prepared);
    const prepare = (): PreparedOptions<M> => this.#prepare(options);
    return {
      async *[Symbol.asyncIterator]() {
        const prepared = prepare();
        try {
          yield* start(prepared.options);
        } finally {
          prepared.release();
        }
      },
    };
  }

  override plan(outputs: readonly Output<InstanceOf<M>>[], options?: RunOptions<InstanceOf<M>>): Plan {
    return super.plan(outputs, this.#overridden(options));
  }

  override validate(outputs: readonly Output<InstanceOf<M>>[], options?: RunOptions<InstanceOf<M>>): ValidationReport {
    return super.validate(outputs, this.#overridden(options));
  }

  override with(changes: DriverChanges): Driver<M> {
    return new AppDriver({ ...this.#given, ...changes }, this.#surroundings);
  }

  #prepare(options: RunOptions<InstanceOf<M>> | undefined): PreparedOptions<M> {
    const overridden = this.#overridden(options);
    const app = this.#surroundings.signal;
    const release = (): void => undefined;
    if (overridden?.signal === undefined) return { options: { ...overridden, signal: app }, release };
    // The run refuses what is no signal.
    if (!(overridden.signal instanceof AbortSignal)) return { options: overridden, release };
    const linked = linkSignals(app, overridden.signal);
    return { options: { ...overridden, signal: linked.signal }, release: linked.release };
  }

  #overridden(options: RunOptions<InstanceOf<M>> | undefined): RunOptions<InstanceOf<M>> | undefined {
    const overrides = this.#surroundings.overrides();
    if (Object.keys(overrides).length === 0) return options;
    // The names are the test's; the run refuses those that there are not.
    return { ...options, overrides: { ...overrides, ...options?.overrides } as RunOptions<InstanceOf<M>>['overrides'] };
  }
}
