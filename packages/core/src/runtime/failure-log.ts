import type { ItemFailure } from '../types/item-failure';
import type { Failure } from './failure';

/** How many failures a run keeps; it counts them all. */
const KEPT = 1000;

/** The first 1,000 failures of a run, and how many there were. */
export type RunFailures = readonly ItemFailure[] & { readonly total: number };

/** Collects the failures that a run survives (E8). */
export class FailureLog {
  readonly #kept = Object.assign<ItemFailure[], { total: number }>([], { total: 0 });
  readonly #onFailure: ((failure: ItemFailure) => void) | undefined;

  #skipped = 0;

  constructor(onFailure: ((failure: ItemFailure) => void) | undefined) {
    this.#onFailure = onFailure;
  }

  get first(): RunFailures {
    return this.#kept;
  }

  /** Throws what the caller's callback throws. */
  add(failure: Failure, skipped: boolean): void {
    const entry: ItemFailure = { node: failure.node, path: failure.path, error: failure.cause, attempts: failure.attempt };
    this.#kept.total++;
    if (skipped) this.#skipped++;
    if (this.#kept.length < KEPT) this.#kept.push(entry);
    this.#onFailure?.(entry);
  }

  /** Says once that items were skipped, where nobody was told of each. */
  warn(runId: string): void {
    const first = this.#kept[0];
    if (first === undefined || this.#skipped === 0 || this.#onFailure !== undefined) return;
    const count = this.#skipped === 1 ? 'a failure' : `${this.#skipped} failures`;
    process.emitWarning(
      `Run ${runId} went on after ${count}; the first was in "${first.node}": ${String(first.error)}. Pass onFailure to be told of each.`,
      'MillraceWarning',
    );
  }
}
