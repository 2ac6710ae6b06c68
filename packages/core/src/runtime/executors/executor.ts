import type { SentBlock, SentItems, SentResults } from './sent';

/** An item that cannot be sent there, or a value that cannot be sent back. */
export interface Unsendable {
  readonly row: number;
  readonly slot: number;
  /** Where in the value, and what: `.client: a Socket`. */
  readonly what: string;
}

/** How items that were sent away have ended. */
export type ItemsOutcome =
  /** They have been run; `unsendable` are values that could not be sent back. `busyMs` is for how long of the time they computed, and did not wait; default: all of it. */
  | {
      readonly kind: 'done';
      readonly results: SentResults;
      readonly unsendable: readonly Unsendable[];
      readonly ms: number;
      readonly busyMs?: number;
    }
  /** Nothing has been run: these items cannot be sent. */
  | { readonly kind: 'unsendable'; readonly items: readonly Unsendable[] }
  /** Whoever ran them is gone. `states` has for each item 0 (not begun), 1 (begun) or 2 (ended); `wasBehind`: they were still waiting for others to end. */
  | {
      readonly kind: 'lost';
      readonly error: Error;
      readonly states: ArrayLike<number>;
      readonly wasBehind: boolean;
      readonly canRepeat: boolean;
    };

/** Items that have been sent away. */
export interface RunningItems {
  /** Rejects where the executor cannot run the block at all. */
  readonly outcome: Promise<ItemsOutcome>;
  /** Nobody wants the results any more: items that have not begun do not begin, signals are aborted, and after the grace it ends by force. */
  cancel(graceMs: number): void;
}

/** A pass over a fan-out that is ready to run items. */
export interface OpenBlock {
  run(items: SentItems, options: { readonly mayMove: boolean }): RunningItems;
  /** There will be no more items. */
  close(): void;
}

/**
 * Runs the items of fan-outs elsewhere. `@millrace/worker-threads` has one.
 */
export interface Executor {
  /** How many batches run at once. */
  readonly threads: number;
  /** How many batches more may be sent for each that runs, so that whoever runs them need not wait for the next. Default 0. */
  readonly ahead?: number | undefined;
  /** How many items make a batch; 'adaptive': about 20 ms of work, or more items, if these mostly wait and may be open at once. */
  readonly batch: number | 'adaptive';
  /** How often an item is begun at most, if whoever runs it is lost. */
  readonly attempts: number;
  /** The parallelizables that it runs besides those that name it. */
  readonly fanOuts?: 'all' | readonly string[] | undefined;
  /** Whether events of single nodes, and of items of inner fan-outs, come back, where somebody has subscribed. Default: no; all others do. */
  readonly nodeEvents?: boolean | undefined;
  open(block: SentBlock): OpenBlock;
}
