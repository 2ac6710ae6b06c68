import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers';

/** How long synchronous work may go on before the event loop gets its turn (F8). */
const SLICE_MS = 5;
/** How long it may go on within one item. */
const OVERDUE_MS = 9;
/** The clock is read at most once in so many calls, and only while calls are short. */
const MAX_STRIDE = 32;
const SHORT_CALL_MS = 0.01;

// Taken when the module loads, so that fake timers in a test neither stop the work nor the clock.
export const now = performance.now.bind(performance);

/** Calls back when the loop has turned. No lane makes room for it, as it would for what waits for the turn. */
export function afterTurn(callback: () => void): void {
  setImmediate(callback);
}

/**
 * The one turn that all lanes and runs of a process share. Who finds it due waits, and afterwards the waiting work goes on one by one
 * until it is due again; lanes that each waited for themselves would all resume in one phase of the loop and starve timers.
 */
class LoopTurn {
  /** How many more times nobody needs to look at the clock; who asks counts it down, generated code by itself. */
  countdown = 1;
  /** Whether somebody has found that it cannot wait any longer, since it has last come. */
  late = false;
  /** Whether somebody has found it due in the middle of an item: whoever comes to the end of one need not look at the clock. */
  due = false;
  #turnedAt = now();
  #checkedAt = this.#turnedAt;
  #stride = 1;
  #waiting: (() => void)[] = [];
  #scheduled = false;

  /** Whether the turn is due: asked before an item is pulled, where waiting for it is easy. */
  isDue(): boolean {
    return (--this.countdown <= 0 || this.due) && this.hasCome();
  }

  /** The same, when the countdown has run out, or it has been found due before. */
  hasCome(): boolean {
    return this.due || this.#elapsed() > SLICE_MS || this.#scheduled;
  }

  /** Whether it cannot wait for the end of the item: asked before every call of a node. */
  isOverdue(): boolean {
    return --this.countdown <= 0 && this.isLate();
  }

  /** The same, when the countdown has run out. */
  isLate(): boolean {
    const elapsed = this.#elapsed();
    this.due = elapsed > SLICE_MS;
    return (this.late = elapsed > OVERDUE_MS);
  }

  /** Whether so many calls may be made without a look at the clock; they are counted as made then. */
  bears(calls: number): boolean {
    if (this.countdown < calls && (this.isLate() || this.countdown < calls)) return false;
    this.countdown -= calls;
    return true;
  }

  /** How long ago the loop has turned; reads the clock, and says how soon that must be done again. */
  #elapsed(): number {
    const time = now();
    const average = (time - this.#checkedAt) / this.#stride;
    this.#checkedAt = time;
    this.#stride = average < SHORT_CALL_MS ? Math.min(this.#stride * 2, MAX_STRIDE) : 1;
    this.countdown = this.#scheduled ? 0 : this.#stride;
    return time - this.#turnedAt;
  }

  /** Whether some work waits for the turn. */
  get isAwaited(): boolean {
    return this.#scheduled;
  }

  /** Goes on after the event loop has turned. */
  wait(resume: () => void): void {
    this.#waiting.push(resume);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.countdown = 0;
    setImmediate(() => this.#turn());
  }

  #turn(): void {
    this.#scheduled = this.late = this.due = false;
    this.#turnedAt = this.#checkedAt = now();
    this.countdown = this.#stride = 1;
    const waiting = this.#waiting;
    this.#waiting = [];
    let next = 0;
    while (next < waiting.length && !this.isDue()) waiting[next++]?.();
    if (next < waiting.length) {
      this.#waiting = waiting.slice(next).concat(this.#waiting);
      this.#schedule();
    }
  }
}

/** The turn of this process. */
export const loopTurn = new LoopTurn();
