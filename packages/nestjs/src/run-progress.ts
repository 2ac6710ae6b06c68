import type { RunEvent } from '@millrace/core';

/** How far the fan-outs of one name are, nested ones all together. */
export interface FanOutState {
  /** Items that were begun. */
  started: number;
  /** Items that are done, failed and dropped ones too. */
  done: number;
  failed: number;
  dropped: number;
}

/** Counts the items of a run, by the name of the parallelizable. */
export class RunProgress {
  readonly #fanOuts = new Map<string, FanOutState>();

  /** Whether an event changes the counts. */
  take(event: RunEvent): boolean {
    if (event.type === 'fan-out-started') return this.#stateOf(event.parallelizable) !== undefined;
    if (!event.type.startsWith('item-') || !('path' in event)) return false;
    const { parallelizable } = event.path.at(-1) ?? {};
    if (parallelizable === undefined) return false;
    const state = this.#stateOf(parallelizable);
    if (event.type === 'item-started') state.started++;
    else state.done++;
    if (event.type === 'item-failed') state.failed++;
    if (event.type === 'item-dropped') state.dropped++;
    return true;
  }

  /** The counts as they are now. */
  snapshot(): Record<string, Readonly<FanOutState>> {
    return Object.fromEntries([...this.#fanOuts].map(([name, state]) => [name, { ...state }]));
  }

  #stateOf(parallelizable: string): FanOutState {
    const state = this.#fanOuts.get(parallelizable) ?? { started: 0, done: 0, failed: 0, dropped: 0 };
    this.#fanOuts.set(parallelizable, state);
    return state;
  }
}
