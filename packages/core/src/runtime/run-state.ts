import { AsyncResource } from 'node:async_hooks';
import { listAlso, MillraceError } from '../errors/millrace-error';
import { NodeExecutionError } from '../errors/node-execution-error';
import { RunAbortedError } from '../errors/run-aborted-error';
import { Cancellation } from './cancellation';
import type { Clock } from './clock';
import { type Failure } from './failure';
import { FailureLog } from './failure-log';
import type { Frame } from './frame';
import { FanOutHooks } from './hooks/fan-out-hooks';
import type { OpenCall } from './hooks/open-call';
import { OpenList } from './hooks/open-list';
import { type Landing, Landings } from './landings';
import { Permits } from './permits';
import type { LinkedFanOut } from './program';
import { UNBOUND, type RunCalls } from './run-calls';
import { RunEvents } from './run-events';
import type { RunSetting } from './run-setting';
import { describeStillRunning } from './still-running';

/** Why a run was stopped before its end. */
type Stop =
  | { readonly by: 'failure'; readonly failure: Failure }
  | { readonly by: 'abort'; readonly reason: unknown }
  | { readonly by: 'hook'; readonly error: MillraceError };

/** How a run ended. */
export type RunEnd = { readonly root: Frame } | { readonly error: unknown };

/** What the whole of a run shares: limits, signals, failures, events, and how it comes to its end. */
export class RunState {
  readonly id: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly context: unknown;
  readonly permits: Permits;
  readonly failures: FailureLog;
  readonly events: RunEvents;
  /** Whether the first failure that nobody bears ends the run; otherwise each output is settled for itself (O4). */
  readonly stopsAtFailure: boolean;
  readonly cancellation = new Cancellation();
  readonly clock: Clock;
  readonly random: () => number;
  readonly stream: RunSetting['stream'];
  /** Where hooks are told of fan-outs. */
  readonly fanOuts: FanOutHooks | undefined;
  readonly executors: RunSetting['executors'];
  bound: RunCalls<RunState> = UNBOUND;
  root: Frame | undefined;
  /** Called when the run has ended: what a call that it no longer waits for still holds. */
  readonly atEnd = new Set<() => void>();
  /** Calls that are under way, and want to know when nobody waits for them any more. */
  readonly open = new OpenList<OpenCall>();
  /** Starts a pass over a fan-out; given from outside, since what it starts runs blocks again. */
  readonly startFanOut: (run: RunState, frame: Frame, step: LinkedFanOut) => void;
  readonly #resource = new AsyncResource('MillraceRun', { requireManualDestroy: true });
  readonly graceMs: number;
  readonly #onEnd: (end: RunEnd) => void;
  readonly #also: MillraceError[] = [];
  #inFlight = 0;
  readonly #landings = new Landings((landing, outcome, fulfilled) => this.land(landing, outcome, fulfilled));
  #stop: Stop | undefined;
  #ended = false;
  /** What the run has failed with. */
  #endError: MillraceError | undefined;
  #cancelGrace: (() => void) | undefined;

  constructor(setting: RunSetting, startFanOut: RunState['startFanOut'], onEnd: (end: RunEnd) => void) {
    this.id = setting.runId;
    this.config = setting.config;
    this.context = setting.context;
    this.permits = new Permits(setting.maxConcurrency);
    this.failures = setting.failures ?? new FailureLog(setting.onFailure);
    this.events = new RunEvents(setting.runId, setting.environment.clock);
    this.stopsAtFailure = setting.stopsAtFailure;
    this.stream = setting.stream;
    this.executors = setting.executors;
    const { fanOutListeners, infoOf } = setting;
    this.fanOuts = fanOutListeners === undefined ? undefined : new FanOutHooks(fanOutListeners, infoOf);
    this.clock = setting.environment.clock;
    this.random = setting.environment.random;
    this.graceMs = setting.graceMs;
    this.startFanOut = startFanOut;
    this.#onEnd = onEnd;
  }

  /** Runs a function in the async context of the caller who started the run (C3). */
  inContext<R>(work: () => R): R {
    return this.#resource.runInAsyncScope(work);
  }

  get stopped(): boolean {
    return this.#stop !== undefined;
  }

  /** The failure that has stopped it. */
  get fatal(): Failure | undefined {
    return this.#stop?.by === 'failure' ? this.#stop.failure : undefined;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Waits for what a call returned; it counts as in flight and holds a permit until then. */
  await(promise: unknown, landing: Landing): void {
    this.depart();
    this.#landings.await(promise, landing);
  }

  /** Something is in flight, and holds a permit; who says so awaits it, and then calls `arrive` or `land`. */
  depart(): void {
    this.permits.take();
    this.#inFlight++;
  }

  /** What was in flight has arrived, nobody waits in line, and the run goes on. */
  arrive(): void {
    this.#inFlight--;
    this.permits.free();
  }

  /** The root has ended. */
  finish(root: Frame): void {
    if (this.#stop === undefined) this.#end({ root });
  }

  /** A failure that the run survives (E8). */
  survive(failure: Failure, skipped: boolean): void {
    try {
      this.failures.add(failure, skipped);
    } catch (error) {
      // The caller's own `onFailure` has thrown.
      this.abort(error);
    }
  }

  /** A failure that ends the run (E1). */
  fail(failure: Failure): void {
    if (this.#stop !== undefined) {
      if (this.#stop.by === 'failure' && this.#stop.failure !== failure) this.#also.push(failure.error);
      return;
    }
    this.#halt({ by: 'failure', failure }, failure.error);
  }

  /** A call failed when its result was not wanted any more; what was told to stop may fail by that. */
  failedLate(failure: Failure, frame?: Frame): void {
    if (frame?.signals === undefined && this.#stop !== undefined) this.#also.push(failure.error);
  }

  /** A hook has thrown: that ends the run, unless something else has. */
  breakOff(error: MillraceError): void {
    if (this.#endError !== undefined) listAlso(this.#endError, [error]);
    else if (this.#stop === undefined) this.#halt({ by: 'hook', error }, error);
    else this.#also.push(error);
  }

  abort(reason: unknown): void {
    if (this.#stop === undefined && !this.#ended) this.#halt({ by: 'abort', reason }, reason);
  }

  /** Something outside the nodes keeps the run from going on. */
  refuse(error: unknown): void {
    if (this.#stop === undefined) this.#end({ error });
  }

  #halt(stop: Stop, reason: unknown): void {
    if (this.#ended) return;
    this.#stop = stop;
    this.inContext(() => {
      this.cancellation.stop(reason);
      this.permits.dissolve();
    });
    // What is on the stack comes to rest first, and may have to wait for hooks.
    queueMicrotask(() =>
      this.inContext(() => {
        if (this.#inFlight === 0) this.#end({ error: this.#errorOf(stop, '') });
        if (!this.#ended) this.#cancelGrace = this.clock.after(this.graceMs, () => this.#giveUp(stop));
      }),
    );
  }

  #giveUp(stop: Stop): void {
    this.#end({ error: this.#errorOf(stop, describeStillRunning(this.root, this.graceMs)) });
  }

  /** What was in flight has arrived: deals with it, and with what follows from it. */
  land(landing: Landing, outcome: unknown, fulfilled: boolean): void {
    this.arrive();
    try {
      if (fulfilled) landing.value(outcome);
      else landing.error(outcome);
    } catch (error) {
      this.abort(error);
    }
    this.rest();
  }

  /** Something has come to rest: those in line for a permit go on, and a run that has stopped ends with what was in flight last. */
  rest(): void {
    try {
      this.permits.advance();
    } catch (error) {
      this.abort(error);
    }
    if (this.#stop !== undefined && this.#inFlight === 0) this.#end({ error: this.#errorOf(this.#stop, '') });
  }

  #errorOf(stop: Stop, detail: string): MillraceError {
    if (stop.by === 'abort') return new RunAbortedError(stop.reason, detail, this.#also);
    if (stop.by === 'failure') return new NodeExecutionError(stop.failure, this.#also, detail);
    listAlso(stop.error, this.#also);
    return stop.error;
  }

  #end(end: RunEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    if ('error' in end && MillraceError.is(end.error)) this.#endError = end.error;
    this.#cancelGrace?.();
    this.root?.releaseSignals();
    for (const release of [...this.atEnd]) release();
    for (let call = this.open.shift(); call !== undefined; call = this.open.shift()) call.giveUp();
    this.fanOuts?.endAll();
    this.#onEnd(end);
  }
}
