import { Observable } from 'rxjs';
import { DROPPED } from './absent';
import type { Clock } from './clock';
import { EventQueue } from './event-queue';
import type { Failure } from './failure';
import type { FanOutItems } from './fan-out-items';
import type { Frame } from './frame';
import type { LinkedFanOut } from './program';
import type { FanOutProgress, LogLevel, RunEvent } from './run-event';

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

/** What a node says. */
interface LoggedLine {
  readonly level: LogLevel;
  readonly message: string;
  readonly data?: unknown;
}

/** Who is told of events, and of their end. */
type Listener = Pick<EventQueue, 'add' | 'end'>;

/** Tells subscribers what happens in a run. While there are none, an event costs a look at a flag. */
export class RunEvents {
  readonly #runId: string;
  readonly #clock: Clock;
  readonly #queues = new Set<Listener>();
  /** The latest instance of each fan-out, for those who subscribe late. */
  readonly #latest = new Map<string, () => EventBody>();
  #last: RunEvent | undefined;
  /** The nodes of items whose results were not computed, until it is told that they have ended. */
  readonly #cached = new WeakMap<Frame, Set<string>>();
  /** What the cache has warned of, by cause. */
  readonly #warned = new Set<string>();
  /** Whether anybody has subscribed: until then nobody need be told of items and nodes. */
  listening = false;

  constructor(runId: string, clock: Clock) {
    this.#runId = runId;
    this.#clock = clock;
  }

  /** The events from now on, after the last state of each fan-out; when the run has ended, its last event. */
  get stream(): Observable<RunEvent> {
    return new Observable((subscriber) => {
      this.listening = true;
      const queue = new EventQueue(subscriber, (count) => this.#stamp({ type: 'events-dropped', count }));
      for (const state of this.#latest.values()) queue.add(this.#stamp(state()));
      if (this.#last !== undefined) {
        queue.add(this.#last);
        return queue.end();
      }
      this.#queues.add(queue);
      return () => void this.#queues.delete(queue);
    });
  }

  /** Has a function told of everything at once, by whoever runs items for somebody else; of items and nodes only where that is wanted. */
  record(add: (event: RunEvent) => void, { nodes }: { readonly nodes: boolean }): void {
    this.listening = nodes;
    this.#queues.add({ add, end: () => undefined });
  }

  /** Tells of what has happened elsewhere. */
  passOn(event: RunEvent): void {
    for (const queue of this.#queues) queue.add(event);
  }

  runStarted(): void {
    this.#emit({ type: 'run-started' });
  }

  runEnded(end: { readonly outputs: unknown } | { readonly error: unknown }): void {
    const body: EventBody = 'outputs' in end ? { type: 'run-finished', outputs: end.outputs } : { type: 'run-failed', error: end.error };
    this.#last = this.#stamp(body);
    for (const queue of this.#queues) {
      queue.add(this.#last);
      queue.end();
    }
    this.#queues.clear();
  }

  fanOutStarted({ name }: LinkedFanOut, frame: Frame, items: FanOutItems): void {
    frame.share();
    this.#latest.set(name, () => ({ type: 'fan-out-started', ...progressOf(name, frame, items) }));
    if (this.#isHeard) this.#emit({ type: 'fan-out-started', ...progressOf(name, frame, items) });
  }

  fanOutEnded({ name, last }: LinkedFanOut, frame: Frame, items: FanOutItems): void {
    if (!last) return;
    this.#latest.set(name, () => ({ type: 'fan-out-finished', ...progressOf(name, frame, items) }));
    if (this.#isHeard) this.#emit({ type: 'fan-out-finished', ...progressOf(name, frame, items) });
  }

  itemStarted(frame: Frame): void {
    if (this.#isHeard) this.#emit({ type: 'item-started', path: frame.path });
  }

  itemEnded(frame: Frame): void {
    if (!this.#isHeard) return;
    const dropped = frame.lacks && frame.slots.includes(DROPPED);
    this.#emit({ type: frame.failed ? 'item-failed' : dropped ? 'item-dropped' : 'item-finished', path: frame.path });
  }

  nodeStarted(node: string, frame: Frame): void {
    if (this.#isHeard) this.#emit({ type: 'node-started', node, path: frame.path });
  }

  nodeFinished(node: string, frame: Frame): void {
    if (this.#isHeard)
      this.#emit({ type: 'node-finished', node, path: frame.path, cached: this.#cached.get(frame)?.delete(node) ?? false });
  }

  /** The result of a call that is about to end was taken from the cache. */
  nodeCached({ node, frame }: CalledOnce): void {
    const nodes = this.#cached.get(frame);
    if (nodes === undefined) this.#cached.set(frame, new Set([node]));
    else nodes.add(node);
  }

  nodeFailed({ node, path, cause, attempt }: Failure): void {
    if (this.#isHeard) this.#emit({ type: 'node-failed', node, path, error: cause, attempt });
  }

  nodeRetrying({ node, frame, attempt }: RetriedCall, error: unknown, delayMs: number): void {
    if (this.#isHeard) this.#emit({ type: 'node-retrying', node, path: frame.path, error, attempt, delayMs });
  }

  /** A node says something. */
  log({ node, frame }: CalledOnce, line: LoggedLine): void {
    if (this.#isHeard) this.#emit({ type: 'log', node, path: frame.path, ...line });
  }

  /** The cache cannot do its work for a call; of one cause this is told once. */
  cacheWarned({ node, frame }: CalledOnce, cause: string, message: string): void {
    if (!this.#isHeard || this.#warned.has(cause)) return;
    this.#warned.add(cause);
    this.#emit({ type: 'cache-warning', node, path: frame.path, message });
  }

  get #isHeard(): boolean {
    return this.#queues.size > 0;
  }

  #emit(body: EventBody): void {
    if (!this.#isHeard) return;
    const event = this.#stamp(body);
    for (const queue of this.#queues) queue.add(event);
  }

  #stamp(body: EventBody): RunEvent {
    // The body was made for it; a copy would cost more than all else about an event.
    return Object.assign(body, { runId: this.#runId, at: this.#clock.now() });
  }
}

function progressOf(parallelizable: string, frame: Frame, items: FanOutItems): FanOutProgress {
  return { parallelizable, path: frame.path, items: items.count, finished: items.finished, failed: items.failed };
}
