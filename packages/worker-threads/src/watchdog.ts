import type { Control } from './control';
import { LONGEST_TIMER_MS } from './longest-timer';

/** Looks whether a worker that runs a batch gives signs of life. */
export class Watchdog {
  isStuck = false;
  readonly #timer: NodeJS.Timeout | undefined;

  constructor(control: Control, { stuckMs, onStuck }: { readonly stuckMs: number; readonly onStuck: () => void }) {
    if (stuckMs > LONGEST_TIMER_MS) return;
    let beats = control.beats;
    this.#timer = setInterval(() => {
      // A batch may be waiting for a worker.
      const isQuiet = control.beats === beats && beats > 0;
      beats = control.beats;
      if (!isQuiet) return;
      this.isStuck = true;
      this.end();
      onStuck();
    }, stuckMs);
    this.#timer.unref();
  }

  end(): void {
    clearInterval(this.#timer);
  }
}
