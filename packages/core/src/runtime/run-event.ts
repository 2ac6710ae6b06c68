import type { ItemPath } from '../types/item-path';

/** The version of the form of events; a greater one for changes that readers of an older form would misunderstand. */
export const runEventFormat = 1;

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

/** How much a line of a log matters. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** What happens in a run, in the order in which it happens. The last event carries the outputs, or the error. */
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
    | {
        /** A node has said something by its context's `log`. */
        readonly type: 'log';
        readonly level: LogLevel;
        readonly message: string;
        readonly node: string;
        readonly path: ItemPath;
        readonly data?: unknown;
      }
    | {
        /** Something keeps the cache from doing its work: a store that fails, an entry that is torn, a value that cannot be compared. The run goes on. Once for each cause. */
        readonly type: 'cache-warning';
        readonly message: string;
        /** The call that has met it first. */
        readonly node: string;
        readonly path: ItemPath;
      }
    | {
        /** The subscriber was too slow: so many events of progress, which would stand here, were dropped. */
        readonly type: 'events-dropped';
        readonly count: number;
      }
    | { readonly type: 'run-finished'; readonly outputs: T }
    | { readonly type: 'run-failed'; readonly error: unknown }
  );
