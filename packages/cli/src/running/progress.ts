import type { RunEvent } from '@millrace/core';
import type { Output } from '../terminal/terminal';

/** Milliseconds between two updates: on a terminal, where the line is written over, and elsewhere, where each is a line of its own. */
const INTERVALS = { terminal: 100, pipe: 5000 };

interface Counts {
  started: number;
  finished: number;
  failed: number;
  dropped: number;
}

/** Counts the items of a run's fan-outs and shows where they stand: `airport 120 of 305, route 512`. Time is that of the events. */
export class Progress {
  readonly #output: Output;
  /** By parallelizable, in the order in which they began; those of all instances of an inner one together. */
  readonly #fanOuts = new Map<string, Counts>();
  #startedAt = 0;
  #shownAt = -Infinity;
  #isLineOpen = false;

  constructor(output: Output) {
    this.#output = output;
  }

  /** Takes notice of an event. */
  count(event: RunEvent): void {
    switch (event.type) {
      case 'run-started':
        this.#startedAt = event.at;
        break;
      case 'fan-out-started':
        this.#countsOf(event.parallelizable);
        break;
      case 'item-started':
        this.#countsOf(event.path.at(-1)?.parallelizable).started++;
        break;
      case 'item-finished':
        this.#countsOf(event.path.at(-1)?.parallelizable).finished++;
        break;
      case 'item-failed':
        this.#countsOf(event.path.at(-1)?.parallelizable).failed++;
        break;
      case 'item-dropped':
        this.#countsOf(event.path.at(-1)?.parallelizable).dropped++;
        break;
      case 'run-finished':
      case 'run-failed':
        this.#show(event.at, true);
        return;
      default:
        return;
    }
    const interval = this.#output.isTTY === true ? INTERVALS.terminal : INTERVALS.pipe;
    if (event.type !== 'run-started' && event.at - this.#shownAt >= interval) this.#show(event.at, false);
  }

  #countsOf(name = ''): Counts {
    const known = this.#fanOuts.get(name);
    if (known !== undefined) return known;
    const counts = { started: 0, finished: 0, failed: 0, dropped: 0 };
    this.#fanOuts.set(name, counts);
    return counts;
  }

  #show(at: number, isLast: boolean): void {
    this.#shownAt = at;
    const seconds = ((at - this.#startedAt) / 1000).toFixed(1);
    const fanOuts = [...this.#fanOuts].map(([name, counts]) => describe(name, counts));
    const line = [...fanOuts, isLast ? `done in ${seconds} s` : `${seconds} s`].join(' · ');
    if (this.#output.isTTY !== true) {
      this.#output.write(`${line}\n`);
      return;
    }
    // Over the last line: back to its start, and erase what is longer. Never more than a line, which could not be erased.
    this.#output.write(`${this.#isLineOpen ? '\r\u001b[K' : ''}${line.slice(0, (this.#output.columns ?? 80) - 1)}${isLast ? '\n' : ''}`);
    this.#isLineOpen = !isLast;
  }
}

function describe(name: string, { started, finished, failed, dropped }: Counts): string {
  const settled = finished + failed + dropped;
  const more = [
    failed > 0 ? `${failed} failed` : '',
    dropped > 0 ? `${dropped} dropped` : '',
    started > settled ? `${started - settled} open` : '',
  ];
  return [`${name} ${settled}`, ...more.filter((part) => part !== '')].join(', ');
}
