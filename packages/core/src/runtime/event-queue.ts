import type { Subscriber } from 'rxjs';
import { afterTurn, now } from './loop-turn';
import type { RunEvent } from './run-event';

/** How many events wait for a subscriber before progress is dropped. */
const LIMIT = 10_000;
/** How long a subscriber is told of events before it has to wait for the next turn of the loop. */
const SLICE_MS = 1;
/** How long it is told of what waits when the run has ended, and nothing else can be held up: whoever has kept up roughly has heard of all when the outputs are there. */
const LAST_SLICE_MS = 25;

/** What makes an event that tells how many were dropped. */
type TellDropped = (count: number) => RunEvent;

/**
 * One subscriber, and what it has not been told of yet. It is told at once while that takes little time. When it has taken a millisecond, what follows waits for
 * the next turn of the loop, and so on, so that it takes a small share of the time from the run. If it falls behind by too much, progress is dropped, and
 * nothing else.
 */
export class EventQueue {
  readonly #subscriber: Subscriber<RunEvent>;
  readonly #tellDropped: TellDropped;
  #waiting: RunEvent[] = [];
  /** The place of the first event that waits. */
  #next = 0;
  #dropped = 0;
  #spentMs = 0;
  #isTelling = false;
  #waitsForTurn = false;
  #hasEnded = false;

  constructor(subscriber: Subscriber<RunEvent>, tellDropped: TellDropped) {
    this.#subscriber = subscriber;
    this.#tellDropped = tellDropped;
  }

  add(event: RunEvent): void {
    if (isProgress(event) && this.#waiting.length - this.#next >= LIMIT) {
      this.#dropped++;
      return;
    }
    if (this.#dropped > 0) this.#waiting.push(this.#tellDropped(this.#dropped));
    this.#dropped = 0;
    this.#waiting.push(event);
    if (!this.#isTelling && !this.#waitsForTurn) this.#deliver(SLICE_MS);
  }

  /** There are no more events. */
  end(): void {
    this.#hasEnded = true;
    this.#spentMs = 0;
    if (!this.#isTelling) this.#deliver(LAST_SLICE_MS);
  }

  #deliver(sliceMs: number): void {
    this.#isTelling = true;
    for (let event = this.#take(); event !== undefined; event = this.#take()) {
      const startedAt = now();
      this.#subscriber.next(event);
      this.#spentMs += now() - startedAt;
      if (this.#spentMs > sliceMs) break;
    }
    this.#isTelling = false;
    if (this.#subscriber.closed) return;
    if (this.#next < this.#waiting.length || this.#spentMs > sliceMs) this.#waitForTurn();
    else if (this.#hasEnded) this.#subscriber.complete();
  }

  #waitForTurn(): void {
    if (this.#waitsForTurn) return;
    this.#waitsForTurn = true;
    afterTurn(() => {
      this.#waitsForTurn = false;
      this.#spentMs = 0;
      this.#deliver(SLICE_MS);
    });
  }

  #take(): RunEvent | undefined {
    if (this.#subscriber.closed) return undefined;
    const event = this.#waiting[this.#next];
    if (event === undefined || this.#next >= LIMIT) {
      this.#waiting.splice(0, this.#next);
      this.#next = 0;
    }
    if (event !== undefined) this.#next++;
    return event;
  }
}

/** Whether an event tells only how far a run has come: others do not depend on it. */
function isProgress(event: RunEvent): boolean {
  switch (event.type) {
    case 'item-started':
    case 'item-finished':
    case 'item-dropped':
    case 'node-started':
    case 'node-finished':
      return true;
    case 'log':
      return event.level === 'debug' || event.level === 'info';
    default:
      return false;
  }
}
