import { Driver, each, MillraceError, NodeExecutionError, perItem, type ItemFailure, type Modules } from '../../../src';
import { overrideValue } from '../model/behaviour';
import { falsyValues, type Scenario } from '../model/graph-spec';
import { isParallelizable } from '../model/mentions';
import { placementOf, placements } from '../model/scopes';
import { failureId, whereIs } from '../reference/frame';
import { buildModel, type Model } from './build-model';
import { Recorder } from './recorder';
import { VirtualClock } from './virtual-clock';

/** What became of one output. */
export type OutputResult =
  { readonly status: 'fulfilled'; readonly value: unknown } | { readonly status: 'rejected'; readonly reason: unknown };

/** What one run of the engine gave. */
export interface Actual {
  /** Of `execute` that rejected: nothing. */
  readonly outputs: Readonly<Record<string, OutputResult>>;
  /** What `execute` rejected with. */
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
  readonly request?: Scenario['request'];
  readonly recorder?: Recorder;
  /** Aborts the run after so many ticks. */
  readonly abortAfter?: number;
}

/** A driver over a model, and how to run a scenario's request on it. */
export class Engine {
  readonly #scenario: Scenario;
  readonly #model: Model;
  readonly #driver: Driver;

  constructor(scenario: Scenario, options: { readonly maxConcurrency?: number } = {}) {
    this.#scenario = scenario;
    this.#model = buildModel(scenario.graph);
    this.#driver = new Driver<Modules>({ modules: [this.#model.cls], ...options });
  }

  execute(settings: RunSettings = {}): Promise<Actual> {
    return this.#run(settings, async (outputs, options) => {
      const values: Readonly<Record<string, unknown>> = await this.#driver.execute(outputs, options);
      return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { status: 'fulfilled' as const, value }]));
    });
  }

  executeSettled(settings: RunSettings = {}): Promise<Actual> {
    return this.#run(settings, (outputs, options) => this.#driver.executeSettled(outputs, options));
  }

  async #run(
    { request = this.#scenario.request, recorder = new Recorder(), abortAfter }: RunSettings,
    start: (outputs: any[], options: object) => Promise<Readonly<Record<string, OutputResult>>>,
  ): Promise<Actual> {
    const clock = new VirtualClock();
    this.#model.enter({ clock, recorder });
    const failures: string[] = [];
    const onFailure = ({ node, path }: ItemFailure): void => void failures.push(failureId(node, { path }));
    const { outputs, overrides, inputs } = this.#arguments(request);
    const controller = new AbortController();
    if (abortAfter !== undefined) clock.schedule(abortAfter, () => controller.abort(new Error('enough')));
    const { signal } = controller;
    let rejection: Actual['rejection'];
    const results = await clock.drive(
      start(outputs, { inputs, overrides, onFailure, signal }).catch((reason: unknown) => {
        rejection = { reason };
        return {};
      }),
    );
    const { begun, running } = recorder;
    await clock.drain();
    return { outputs: results, rejection, failures, recorder, leftRunning: running, late: recorder.begun - begun };
  }

  #arguments(request: Scenario['request']): { outputs: unknown[]; inputs: object; overrides: object } {
    const { graph } = this.#scenario;
    const placed = placements(graph);
    const roles = new Map(graph.nodes.map((node) => [node.name, node]));
    const outputs = request.outputs.map((name) => (placementOf(placed, name).lives.length === 0 ? name : each(name)));
    const inputs = Object.fromEntries(
      graph.inputs.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value === -1 ? name : falsyValues[value]]])),
    );
    const overrides = Object.fromEntries(
      request.overrides.map((override) => {
        const node = roles.get(override.name);
        const isSource = node !== undefined && isParallelizable(node);
        const value = (path: { parallelizable: string; index: number }[]): unknown => overrideValue(override, isSource, whereIs({ path }));
        if (override.by === 'perItem') return [override.name, perItem((path) => value([...path]))];
        const isIterable = isSource && override.size % 2 === 1 && placementOf(placed, override.name).scope.length === 0;
        return [override.name, isIterable ? (value([]) as unknown[]).values() : value([])];
      }),
    );
    return { outputs, inputs, overrides };
  }
}

/** A node's failure as `node @ P[0]/Q[2]`; anything else by its text. */
export function idOf(reason: unknown): string {
  if (reason instanceof NodeExecutionError) return failureId(reason.node, reason);
  return MillraceError.is(reason) ? `${reason.code}: ${reason.message}` : `unwrapped ${String(reason)}`;
}
