import type { ItemPath } from './item-path';

/** What a node may ask about the call it is in; injected where a parameter is marked with `@context()`. */
export interface NodeContext {
  /** Aborted when the run is cancelled, or the item or this call is given up. Made when first read. */
  readonly signal: AbortSignal;
  readonly runId: string;
  readonly node: string;
  readonly path: ItemPath;
  /** 1 for the first attempt. */
  readonly attempt: number;
  readonly config: Readonly<Record<string, unknown>>;
  /** What the caller gave as `context` in the run's options. */
  readonly context: unknown;
  /** Says something to those who follow the run: an event `log` with the node and the item. Costs nothing while nobody does. Default level: `'info'`. */
  readonly log: (message: string, options?: { readonly level?: 'debug' | 'info' | 'warn' | 'error'; readonly data?: unknown }) => void;
}
