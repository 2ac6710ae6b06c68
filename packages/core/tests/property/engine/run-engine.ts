import {
  Driver,
  MillraceError,
  NodeExecutionError,
  type DriverOptions,
  type ItemFailure,
  type Modules,
  type StreamEntry,
} from '../../../src';
import type { Scenario } from '../model/graph-spec';
import { failureId } from '../reference/frame';
import { buildModel, type Model } from './build-model';
import { Recorder } from './recorder';
import { runArguments, type RunArguments } from './run-arguments';
import { VirtualClock } from './virtual-clock';

/** What became of one output. */
type OutputResult = { readonly status: 'fulfilled'; readonly value: unknown } | { readonly status: 'rejected'; readonly reason: unknown };

type Outputs = Readonly<Record<string, OutputResult>>;

/** What one run of the engine gave. */
export interface Actual {
  /** Nothing where the run was rejected. */
  readonly outputs: Outputs;
  /** What the run rejected with. */
  readonly rejection: { readonly reason: unknown } | undefined;
  /** What `onFailure` was told, as `node @ P[0]/Q[2]`. */
  readonly failures: readonly string[];
  readonly recorder: Recorder;
  /** Calls that were still going on when the run ended, and calls that began after that. */
  readonly leftRunning: number;
  readonly late: number;
}

/** What one run may differ in from others of the same scenario. */
export interface RunSettings {
  readonly recorder?: Recorder;
  /** Aborts the run after so many ticks. */
  readonly abortAfter?: number;
}

/** How a stream is read. */
export interface StreamSettings extends RunSettings {
  readonly name: string;
  /** Leaves the loop after so many entries. */
  readonly leaveAfter: number;
  /** How long the consumer takes for an entry. */
  readonly pause: number;
}

type Options = Omit<RunArguments, 'outputs'> & { readonly onFailure: (failure: ItemFailure) => void; readonly signal: AbortSignal };

/** Options of an engine; code is generated for all blocks unless they say something else. */
export interface EngineOptions extends Pick<
  DriverOptions,
  'maxConcurrency' | 'codegen' | 'pools' | 'defaults' | 'cache' | 'executors' | 'hooks'
> {
  readonly model?: Model;
  /** Whether nodes take their context; default: yes. */
  readonly hasContexts?: boolean;
}

/** A driver over a model, and how to run a scenario's request on it. */
export class Engine {
  readonly #scenario: Scenario;
  readonly #model: Model;
  readonly #driver: Driver;

  /** `model` is for a class that gives the nodes of the graph in another way than by a method each. */
  constructor(scenario: Scenario, { hasContexts, model = buildModel(scenario.graph, hasContexts), ...options }: EngineOptions = {}) {
    this.#scenario = scenario;
    this.#model = model;
    this.#driver = new Driver<Modules>({ modules: [this.#model.cls], codegen: 'always', ...options });
  }

  execute(settings: RunSettings = {}): Promise<Actual> {
    const { outputs } = runArguments(this.#scenario);
    return this.#run(settings, async (options) => fulfilled(await this.#driver.execute(outputs, options)));
  }

  executeSettled(settings: RunSettings = {}): Promise<Actual> {
    const { outputs } = runArguments(this.#scenario);
    return this.#run(settings, (options) => this.#driver.executeSettled(outputs, options));
  }

  /** Reads the stream of an inner node; its values are the one output. */
  stream({ name, leaveAfter, pause, ...settings }: StreamSettings): Promise<Actual> {
    return this.#run(settings, async (options, clock) => {
      const entries: StreamEntry<unknown>[] = [];
      for await (const entry of this.#driver.stream(name, options)) {
        entries.push(entry);
        if (entries.length >= leaveAfter) break;
        if (pause > 0) await clock.after(pause);
      }
      return fulfilled({ [name]: entries });
    });
  }

  /** Runs several scenarios over the same graph at once, each with the inputs and the request of its own. */
  async executeTogether(scenarios: readonly Scenario[]): Promise<Outputs[]> {
    const clock = new VirtualClock();
    this.#model.enter({ clock, recorder: new Recorder() });
    const runs = scenarios.map((scenario) => {
      const { outputs, ...options } = runArguments(scenario);
      return this.#driver.executeSettled(outputs, { ...options, onFailure: () => undefined });
    });
    return clock.drive(Promise.all(runs));
  }

  async #run(
    { recorder = new Recorder(), abortAfter }: RunSettings,
    start: (options: Options, clock: VirtualClock) => Promise<Outputs>,
  ): Promise<Actual> {
    const clock = new VirtualClock();
    this.#model.enter({ clock, recorder });
    const failures: string[] = [];
    const onFailure = ({ node, path }: ItemFailure): void => void failures.push(failureId(node, { path }));
    const { inputs, overrides } = runArguments(this.#scenario);
    const controller = new AbortController();
    if (abortAfter !== undefined) clock.schedule(abortAfter, () => controller.abort(new Error('enough')));
    let rejection: Actual['rejection'];
    const outputs = await clock.drive(
      start({ inputs, overrides, onFailure, signal: controller.signal }, clock).catch((reason: unknown) => {
        rejection = { reason };
        return {};
      }),
    );
    const { begun, running } = recorder;
    await clock.drain();
    return { outputs, rejection, failures, recorder, leftRunning: running, late: recorder.begun - begun };
  }
}

/** A node's failure as `node @ P[0]/Q[2]`; anything else by its text. */
export function idOf(reason: unknown): string {
  if (reason instanceof NodeExecutionError) return failureId(reason.node, reason);
  return MillraceError.is(reason) ? `${reason.code}: ${reason.message}` : `unwrapped ${String(reason)}`;
}

function fulfilled(values: Readonly<Record<string, unknown>>): Outputs {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { status: 'fulfilled', value }]));
}
