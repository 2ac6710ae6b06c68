import type { ItemPath } from '../types/item-path';

interface EventBase {
  readonly runId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Where an instance of a fan-out stands: how many items its source gave, and how many of them failed. */
export interface FanOutProgress {
  readonly parallelizable: string;
  /** The items around the fan-out. */
  readonly path: ItemPath;
  readonly items: number;
  readonly finished: number;
  readonly failed: number;
}

/** What happens in a run, as it happens. The last event carries the outputs, or the error. */
export type RunEvent<T = unknown> = EventBase &
  (
    | { readonly type: 'run-started' }
    | ({ readonly type: 'fan-out-started' | 'fan-out-finished' } & FanOutProgress)
    | { readonly type: 'item-started' | 'item-finished' | 'item-dropped'; readonly path: ItemPath }
    | { readonly type: 'item-failed'; readonly path: ItemPath }
    | { readonly type: 'node-started'; readonly node: string; readonly path: ItemPath }
    | {
        readonly type: 'node-finished';
        readonly node: string;
        readonly path: ItemPath;
        /** Whether its result was not computed for this call, but taken from the cache, or from an equal call. */
        readonly cached: boolean;
      }
    | {
        /** After the last attempt. */
        readonly type: 'node-failed';
        readonly node: string;
        readonly path: ItemPath;
        readonly error: unknown;
        readonly attempt: number;
      }
    | {
        /** An attempt has failed, and another one follows in `delayMs` milliseconds. */
        readonly type: 'node-retrying';
        readonly node: string;
        readonly path: ItemPath;
        readonly error: unknown;
        /** The attempt that has failed; the first is 1. */
        readonly attempt: number;
        readonly delayMs: number;
      }
    | { readonly type: 'run-finished'; readonly outputs: T }
    | { readonly type: 'run-failed'; readonly error: unknown }
  );
