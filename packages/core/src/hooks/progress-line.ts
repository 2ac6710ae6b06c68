import type { FanOutInfo } from '../runtime/hooks/fan-out-info';

/** How far the items of a fan-out are, those of all its instances in a run together. */
export interface ProgressLine {
  readonly name: string;
  readonly finished: number;
  readonly failed: number;
  /** How many there will be, if that is known. */
  readonly total: number | undefined;
  /** How many have been begun. */
  readonly items: number;
  readonly perSecond: number;
  /** How long the rest takes at this rate, in seconds, if that can be said. */
  readonly etaSeconds: number | undefined;
}

/** Counts the instances of a fan-out in a run. They are looked at when a line is wanted, so that items cost nothing. */
export class FanOutCounter {
  readonly #name: string;
  readonly #total: number | undefined;
  readonly #startedAt: number;
  readonly #open = new Set<FanOutInfo>();
  #ended = { items: 0, finished: 0, failed: 0 };
  #onlyTotal: number | undefined;

  constructor(name: string, total: number | undefined, now: number) {
    this.#name = name;
    this.#total = total;
    this.#startedAt = now;
  }

  opened(fanOut: FanOutInfo): void {
    this.#open.add(fanOut);
  }

  ended(fanOut: FanOutInfo): void {
    if (!this.#open.delete(fanOut)) return;
    // How many items there will be is known of a fan-out of which there is one instance.
    if (fanOut.path.length === 0) this.#onlyTotal = fanOut.total;
    this.#ended = sumOf([this.#ended, fanOut]);
  }

  line(now: number): ProgressLine {
    const { items, finished, failed } = sumOf([this.#ended, ...this.#open]);
    const [first] = this.#open;
    const total = this.#total ?? this.#onlyTotal ?? (first?.path.length === 0 ? first.total : undefined);
    const seconds = Math.max(now - this.#startedAt, 1) / 1000;
    const perSecond = finished / seconds;
    const etaSeconds = total === undefined || finished === 0 ? undefined : Math.max(total - finished, 0) / perSecond;
    return { name: this.#name, finished, failed, total, items, perSecond, etaSeconds };
  }
}

/** A line as text: `document 1200 of 5000 (24%), 240/s, 16 s left, 3 failed`. */
export function describeProgress({ name, finished, failed, total, perSecond, etaSeconds }: ProgressLine): string {
  const share = total === undefined || total === 0 ? '' : ` of ${total} (${Math.floor((100 * finished) / total)}%)`;
  return [`${name} ${finished}${share}`, ...detailsOf({ perSecond, etaSeconds, failed })].join(', ');
}

/** The rate, the time that is left, and failures, as far as there is something to say. */
export function detailsOf({ perSecond, etaSeconds, failed }: Pick<ProgressLine, 'perSecond' | 'etaSeconds' | 'failed'>): string[] {
  return [
    `${perSecond < 10 ? perSecond.toFixed(1) : Math.round(perSecond)}/s`,
    ...(etaSeconds === undefined ? [] : [`${describeSeconds(etaSeconds)} left`]),
    ...(failed === 0 ? [] : [`${failed} failed`]),
  ];
}

function describeSeconds(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

function sumOf(counts: readonly { readonly items: number; readonly finished: number; readonly failed: number }[]): {
  items: number;
  finished: number;
  failed: number;
} {
  const sum = { items: 0, finished: 0, failed: 0 };
  for (const { items, finished, failed } of counts) {
    sum.items += items;
    sum.finished += finished;
    sum.failed += failed;
  }
  return sum;
}
