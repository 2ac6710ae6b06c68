import type { Control } from './control';
import { LONGEST_TIMER_MS } from './longest-timer';

/** What is wrong with a worker. */
export type Stuck = 'stuck' | 'never ready';

interface WatchdogSetting {
  /** How long a worker may give no sign of life while it runs a batch. */
  readonly stuckMs: number;
  /** How long a worker may take to get ready for a batch. */
  readonly loadMs: number;
  readonly onStuck: () => void;
}

/** Looks whether a worker that has a batch gets ready for it, and gives signs of life while it runs it. */
export class Watchdog {
  stuck: Stuck | undefined;
  readonly #timers: NodeJS.Timeout[];
  readonly #onStuck: () => void;

  constructor(control: Control, { stuckMs, loadMs, onStuck }: WatchdogSetting) {
    this.#onStuck = onStuck;
    let beats = control.beats;
    let wasOpening = false;
    this.#timers = [
      // A batch may be waiting for a worker: then there are no beats.
      ...this.#every(
        stuckMs,
        'stuck',
        () => control.beats === beats && beats > 0,
        () => (beats = control.beats),
      ),
      ...this.#every(
        loadMs,
        'never ready',
        () => control.isOpening && wasOpening,
        () => (wasOpening = control.isOpening),
      ),
    ];
  }

  end(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  #every(ms: number, stuck: Stuck, isStuck: () => boolean, note: () => void): NodeJS.Timeout[] {
    if (ms > LONGEST_TIMER_MS) return [];
    const timer = setInterval(() => {
      if (!isStuck()) return note();
      this.stuck = stuck;
      this.end();
      this.#onStuck();
    }, ms);
    return [timer.unref()];
  }
}
