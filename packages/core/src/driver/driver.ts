import type { Observable } from 'rxjs';
import type { Fault } from '../errors/fault';
import type { Graph } from '../graph/graph';
import { listNodes, nodeInfoOf, type NodeFilter, type NodeInfo } from '../graph/node-info';
import { downstreamOf, nodesBetween, upstreamOf } from '../graph/query';
import type { Plan } from '../plan/plan';
import type { Environment } from '../runtime/environment';
import { Hooks } from '../runtime/hooks/hooks';
import type { RunEvent } from '../runtime/run-event';
import { buildHookedGraph } from './build-hooked-graph';
import { DriverCache } from './driver-cache';
import { completeOptions, type CompleteOptions } from './driver-options';
import type {
  DriverChanges,
  DriverOptions,
  InstanceOf,
  Modules,
  Output,
  Results,
  RunOptions,
  SettledResults,
  Streamed,
  StreamedValue,
} from './driver-types';
import { RunFactory } from './run-factory';
import { observeRun } from './observe-run';
import { planOf } from './plan-cache';
import { faultsOf, readRequest } from './read-request';
import type { Run } from './run';
import type { StreamEntry } from './stream-entry';
import { systemEnvironment } from './system-environment';
import { streamRun } from './stream-run';

/** What is wrong with a request; nothing where it would run. */
export interface ValidationReport {
  readonly faults: readonly Fault[];
}

/**
 * Executes the graph of some dataflow classes. It is immutable and reusable, and any number of its runs may be in progress at once.
 *
 * @throws GraphValidationError from the constructor, with all that is wrong with the options, or else with the classes and the config.
 * @example
 * const driver = new Driver({ modules: [SalesMetrics], config: { currency: 'EUR' } });
 * const { report } = await driver.execute(['report'], { inputs: { orders } });
 */
// `Driver` alone means any driver, and every driver is assignable to `Driver<any>` only.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export class Driver<const M extends Modules = any> {
  /** The nodes, how they hang together, and drawings of them. */
  readonly graph: Graph;
  /** What is kept from run to run, and what it was good for. */
  readonly cache: DriverCache;
  readonly #options: CompleteOptions<M>;
  readonly #runs: RunFactory;
  readonly #environment: Environment;

  /** The environment, time and chance, is for tests: `createTestDriver` puts in virtual time. */
  constructor(options: DriverOptions<M>, environment: Environment = systemEnvironment) {
    this.#options = completeOptions(options);
    const hooks = new Hooks(this.#options.hooks);
    this.graph = buildHookedGraph(this.#options, hooks);
    this.#runs = new RunFactory(this.graph, this.#options, { hooks, environment });
    this.cache = new DriverCache(this.graph, this.#runs.cache);
    this.#environment = environment;
  }

  /** Runs what the outputs need, and resolves to them by name. Rejects with the first failure that nothing bears, or when aborted. */
  async execute<const O extends readonly Output<InstanceOf<M>>[]>(
    outputs: O,
    options?: RunOptions<InstanceOf<M>>,
  ): Promise<Results<InstanceOf<M>, O[number]>> {
    return this.run(outputs, options).outputs;
  }

  /** As `execute`, but each output is settled for itself: those that do not need a failed node are there. */
  async executeSettled<const O extends readonly Output<InstanceOf<M>>[]>(
    outputs: O,
    options?: RunOptions<InstanceOf<M>>,
  ): Promise<SettledResults<InstanceOf<M>, O[number]>> {
    // The plan gives exactly the requested keys, which is what the type says.
    return this.#runs.start({ outputs }, options, { stopsAtFailure: false }).outputs as Promise<SettledResults<InstanceOf<M>, O[number]>>;
  }

  /** The values of an inner node as its items finish. It pulls: a slow consumer slows the source, and leaving the loop cancels the run. */
  stream<const N extends Streamed<InstanceOf<M>>>(
    name: N,
    options?: RunOptions<InstanceOf<M>>,
  ): AsyncIterable<StreamEntry<StreamedValue<InstanceOf<M>, N>>> {
    return streamRun((queue) => this.#runs.start({ stream: name }, options, { stopsAtFailure: true, stream: queue }));
  }

  /** The events of a run that starts with the subscription and is cancelled by unsubscribing. The last event carries the outputs; errors are those of `execute`. */
  observe<const O extends readonly Output<InstanceOf<M>>[]>(
    outputs: O,
    options?: RunOptions<InstanceOf<M>>,
  ): Observable<RunEvent<Results<InstanceOf<M>, O[number]>>> {
    return observeRun(() => this.run(outputs, options));
  }

  /** Starts a run and gives a handle to it at once. */
  run<const O extends readonly Output<InstanceOf<M>>[]>(
    outputs: O,
    options?: RunOptions<InstanceOf<M>>,
  ): Run<Results<InstanceOf<M>, O[number]>> {
    // As in executeSettled.
    return this.#runs.start({ outputs }, options) as Run<Results<InstanceOf<M>, O[number]>>;
  }

  /** How a request would be executed; inputs need not be there for it. Throws what else is wrong. */
  plan(outputs: readonly Output<InstanceOf<M>>[], options?: RunOptions<InstanceOf<M>>): Plan {
    return planOf(this.graph, readRequest({ outputs }, options));
  }

  /** What is wrong with a request, without running anything. */
  validate(outputs: readonly Output<InstanceOf<M>>[], options?: RunOptions<InstanceOf<M>>): ValidationReport {
    return { faults: faultsOf(this.graph, readRequest({ outputs }, options)) };
  }

  /** The nodes that a filter lets through, in topological order. */
  nodes(filter?: NodeFilter): NodeInfo[] {
    return listNodes(this.graph, filter);
  }

  /** The named nodes and all that they depend on, in topological order. */
  upstreamOf(...names: string[]): NodeInfo[] {
    return upstreamOf(this.graph, names).map((node) => nodeInfoOf(this.graph, node));
  }

  /** The named nodes and all that depends on them, in topological order. */
  downstreamOf(...names: string[]): NodeInfo[] {
    return downstreamOf(this.graph, names).map((node) => nodeInfoOf(this.graph, node));
  }

  /** The nodes on all paths between two, both included, in topological order. */
  pathBetween(from: string, to: string): NodeInfo[] {
    return nodesBetween(this.graph, from, to).map((node) => nodeInfoOf(this.graph, node));
  }

  /** A new driver that differs in some options. */
  with(changes: DriverChanges): Driver<M> {
    return new Driver({ ...this.#options, ...changes }, this.#environment);
  }
}
