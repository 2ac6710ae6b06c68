import { concat, defer, from, type Observable, Subject } from 'rxjs';
import { DROPPED } from './absent';
import type { Clock } from './clock';
import type { Failure } from './failure';
import type { FanOutItems } from './fan-out-items';
import type { Frame } from './frame';
import type { LinkedFanOut } from './program';
import type { FanOutProgress, RunEvent } from './run-event';

type EventBody = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, 'runId' | 'at'> : never) : never;

/** A call of a node for an item. */
interface CalledOnce {
  readonly node: string;
  readonly frame: Frame;
}

/** A call of which another attempt is made. */
interface RetriedCall extends CalledOnce {
  readonly attempt: number;
}

/** Tells subscribers what happens in a run. While there are none, an event costs a look at a flag. */
export class RunEvents {
  readonly #runId: string;
  readonly #clock: Clock;
  readonly #subject = new Subject<RunEvent>();
  /** The latest instance of each fan-out, for those who subscribe late. */
  readonly #latest = new Map<string, () => EventBody>();
  #last: RunEvent | undefined;
  /** The nodes of items whose results were not computed, until it is told that they have ended. */
  readonly #cached = new WeakMap<Frame, Set<string>>();
  /** Whether anybody has subscribed: until then nobody need be told of items and nodes. */
  listening = false;

  constructor(runId: string, clock: Clock) {
    this.#runId = runId;
    this.#clock = clock;
  }

  /** The events from now on, after the last state of each fan-out; when the run has ended, its last event. */
  get stream(): Observable<RunEvent> {
    return defer(() => {
      this.listening = true;
      return concat(
        from([...this.#latest.values()].map((state) => this.#stamp(state()))),
        this.#last === undefined ? this.#subject : from([this.#last]),
      );
    });
  }

  runStarted(): void {
    this.#emit({ type: 'run-started' });
  }

  runEnded(end: { readonly outputs: unknown } | { readonly error: unknown }): void {
    const body: EventBody = 'outputs' in end ? { type: 'run-finished', outputs: end.outputs } : { type: 'run-failed', error: end.error };
    this.#last = this.#stamp(body);
    this.#subject.next(this.#last);
    this.#subject.complete();
  }

  fanOutStarted({ name }: LinkedFanOut, frame: Frame, items: FanOutItems): void {
    frame.share();
    this.#latest.set(name, () => ({ type: 'fan-out-started', ...progressOf(name, frame, items) }));
    if (this.#subject.observed) this.#emit({ type: 'fan-out-started', ...progressOf(name, frame, items) });
  }

  fanOutEnded({ name, last }: LinkedFanOut, frame: Frame, items: FanOutItems): void {
    if (!last) return;
    this.#latest.set(name, () => ({ type: 'fan-out-finished', ...progressOf(name, frame, items) }));
    if (this.#subject.observed) this.#emit({ type: 'fan-out-finished', ...progressOf(name, frame, items) });
  }

  itemStarted(frame: Frame): void {
    if (this.#subject.observed) this.#emit({ type: 'item-started', path: frame.path });
  }

  itemEnded(frame: Frame): void {
    if (!this.#subject.observed) return;
    const dropped = frame.lacks && frame.slots.includes(DROPPED);
    this.#emit({ type: frame.failed ? 'item-failed' : dropped ? 'item-dropped' : 'item-finished', path: frame.path });
  }

  nodeStarted(node: string, frame: Frame): void {
    if (this.#subject.observed) this.#emit({ type: 'node-started', node, path: frame.path });
  }

  nodeFinished(node: string, frame: Frame): void {
    if (this.#subject.observed) this.#emit({ type: 'node-finished', node, path: frame.path, cached: this.#cached.get(frame)?.delete(node) ?? false });
  }

  /** The result of a call that is about to end was taken from the cache. */
  nodeCached({ node, frame }: CalledOnce): void {
    const nodes = this.#cached.get(frame);
    if (nodes === undefined) this.#cached.set(frame, new Set([node]));
    else nodes.add(node);
  }

  nodeFailed({ node, path, cause, attempt }: Failure): void {
    if (this.#subject.observed) this.#emit({ type: 'node-failed', node, path, error: cause, attempt });
  }

  nodeRetrying({ node, frame, attempt }: RetriedCall, error: unknown, delayMs: number): void {
    if (this.#subject.observed) this.#emit({ type: 'node-retrying', node, path: frame.path, error, attempt, delayMs });
  }

  #emit(body: EventBody): void {
    if (this.#subject.observed) this.#subject.next(this.#stamp(body));
  }

  #stamp(body: EventBody): RunEvent {
    return { ...body, runId: this.#runId, at: this.#clock.now() };
  }
}

function progressOf(parallelizable: string, frame: Frame, items: FanOutItems): FanOutProgress {
  return { parallelizable, path: frame.path, items: items.count, finished: items.finished, failed: items.failed };
}
