import type { NodeInfo } from '../../graph/node-info';
import type { ItemPath } from '../../types/item-path';

/** One instance of a fan-out, as hooks are told of it. The counts go on while it is open. */
export interface FanOutInfo {
  /** The parallelizable. */
  readonly name: string;
  /** The items around the fan-out; `[]` at the root. */
  readonly path: ItemPath;
  readonly info: NodeInfo;
  readonly runId: string;
  /** How many items there will be, where the source is a list; `undefined` before it was called, and where nobody knows. */
  readonly total: number | undefined;
  /** How many items have been taken from the source so far. */
  readonly items: number;
  /** How many of them have ended, well or not. */
  readonly finished: number;
  /** How many of them have failed. */
  readonly failed: number;
}

/**
 * How a fan-out has ended; `ms` is the time from before its source was called. It fails by its source, or when more items have failed than it tolerates. It
 * is given up when it, the item around it or the run is stopped, or nobody needs its items any more.
 */
export type FanOutOutcome =
  { readonly status: 'ok' | 'given-up'; readonly ms: number } | { readonly status: 'failed'; readonly error: unknown; readonly ms: number };

/** One item of a fan-out, as hooks are told of it. */
export interface ItemInfo {
  readonly parallelizable: string;
  /** The position in the source. */
  readonly index: number;
  readonly key: string;
  /** Ends with the item itself. */
  readonly path: ItemPath;
  /** What the source gave. */
  readonly item: unknown;
  readonly runId: string;
}

/** How an item has ended; `ms` is the time since it was taken from the source. `error` is what the node has thrown that failed first. */
export type ItemOutcome =
  | { readonly status: 'ok' | 'dropped' | 'given-up'; readonly ms: number }
  | { readonly status: 'failed'; readonly node: string; readonly error: unknown; readonly ms: number };
