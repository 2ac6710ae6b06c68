import { randomUUID } from 'node:crypto';
import { throwError } from 'rxjs';
import type { MillraceError } from '../errors/millrace-error';
import type { CacheOptions } from '../cache/cache-options';
import { ResultCache } from '../cache/result-cache';
import type { Graph } from '../graph/graph';
import type { CachePolicy } from '../types/cache-policy';
import { CachedNodeTable } from '../runtime/caching/cached-node-table';
import { AbortListeners } from '../runtime/abort-listeners';
import { fanOutListeners, type FanOutListeners } from '../runtime/hooks/fan-out-listeners';
import type { Hooks } from '../runtime/hooks/hooks';
import type { Environment } from '../runtime/environment';
import { FailureLog } from '../runtime/failure-log';
import type { RunSetting, StreamedEntry } from '../runtime/run-setting';
import { startRun, type StartedRun } from '../runtime/start-run';
import type { QueuedStream } from '../runtime/stream-queue';
import { checkCrossing, overridesThatCannotCross } from './check-crossing';
import { DriverInstances } from './default-instances';
import type { CompleteOptions } from './driver-options';
import type { UntypedRunOptions } from './driver-types';
import { driverExecutors, type DriverExecutors } from './driver-executors';
import { infoOf, PlanCache } from './plan-cache';
import { givenValues, overrideFunctions, readRequest, refusalOf, type Asked } from './read-request';

/** How a run treats failures and where its stream goes. */
export interface RunMode {
  readonly stopsAtFailure: boolean;
  readonly stream?: QueuedStream<StreamedEntry>;
}

/** Starts the runs of one driver. */
export class RunFactory {
  /** What is kept from run to run. */
  readonly cache: ResultCache | undefined;
  readonly #graph: Graph;
  readonly #options: CompleteOptions;
  readonly #plans: PlanCache;
  readonly #hooks: Hooks;
  readonly #fanOutListeners: FanOutListeners | undefined;
  readonly #instances: DriverInstances;
  readonly #environment: Environment;
  readonly #executors: DriverExecutors | undefined;
  readonly #abortListeners = new AbortListeners();

  constructor(graph: Graph, options: CompleteOptions, { hooks, environment }: { hooks: Hooks; environment: Environment }) {
    this.#graph = graph;
    this.#options = options;
    this.#environment = environment;
    this.#hooks = hooks;
    checkCrossing(graph, { hooks, hasCache: options.cache !== undefined });
    this.#executors = driverExecutors(options, graph.config);
    this.#fanOutListeners = fanOutListeners(hooks);
    this.cache = options.cache && new ResultCache(options.cache, environment.clock);
    const caching = this.cache && new CachedNodeTable(graph, { cache: this.cache, policy: policyOf(options.cache?.default) });
    this.#plans = new PlanCache(graph, { ...options, hooks, caching });
    this.#instances = new DriverInstances(options.modules, options.instances);
  }

  /** Starts a run; one that is refused rejects at once and runs nothing. */
  start(asked: Asked, options: UntypedRunOptions = {}, { stopsAtFailure, stream }: RunMode = { stopsAtFailure: true }): StartedRun {
    const runId = options.runId ?? randomUUID();
    const read = readRequest(asked, options);
    const crossing = this.#executors === undefined ? undefined : refusalOf(overridesThatCannotCross(this.#graph, options));
    const binder = crossing ?? this.#plans.binder(read);
    if (binder instanceof Error) return refusedRun(runId, binder, stream);
    const { maxConcurrency, graceMs } = this.#options;
    const overrides = overrideFunctions(options);
    const setting: RunSetting = {
      config: this.#graph.config,
      given: givenValues(this.#graph, options),
      overrides,
      instances: this.#instances,
      signal: options.signal,
      abortListeners: this.#abortListeners,
      runId,
      context: options.context,
      onFailure: options.onFailure,
      stopsAtFailure,
      maxConcurrency,
      graceMs,
      environment: this.#environment,
      hooks: this.#hooks,
      fanOutListeners: this.#fanOutListeners,
      infoOf: (name) => infoOf(this.#graph, name),
      outputs: read.request.outputs.map(({ key }) => key),
      stream,
      executors: this.#executors && { ...this.#executors, run: randomUUID(), request: read.request, overrides },
    };
    return startRun(setting, binder);
  }
}

function refusedRun(id: string, error: MillraceError, stream: QueuedStream<StreamedEntry> | undefined): StartedRun {
  stream?.end({ error });
  const outputs = Promise.reject<Record<string, unknown>>(error);
  outputs.catch(() => undefined);
  return { id, outputs, events: throwError(() => error), failures: new FailureLog(undefined).first, cancel: () => Promise.resolve() };
}

/** A behavior alone is a policy with nothing else. */
function policyOf(given: CacheOptions['default']): CachePolicy {
  return typeof given === 'string' ? { behavior: given } : (given ?? {});
}
