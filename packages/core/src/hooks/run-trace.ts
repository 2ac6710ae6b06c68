import type { ItemPath } from '../types/item-path';

/** The version of the form of traces; a greater one for changes that readers of an older form would misunderstand. */
export const runTraceFormat = 1;

/** A failure, as plain data. */
export interface TracedError {
  readonly name: string;
  readonly message: string;
  /** Of errors of this package. */
  readonly code?: string;
}

/** One call of a node, with all its attempts. Times are in milliseconds since the beginning of the run. */
export interface TracedCall {
  readonly node: string;
  readonly path: ItemPath;
  readonly at: number;
  readonly ms: number;
  readonly attempts: number;
  readonly cached: boolean;
  readonly error?: TracedError;
}

/** One instance of a fan-out. */
export interface TracedFanOut {
  readonly name: string;
  readonly path: ItemPath;
  readonly at: number;
  readonly ms: number;
  readonly items: number;
  readonly failed: number;
  readonly status: 'ok' | 'failed' | 'given-up';
  readonly error?: TracedError;
}

/** One item of a fan-out. */
export interface TracedItem {
  readonly path: ItemPath;
  readonly at: number;
  readonly ms: number;
  readonly status: 'ok' | 'dropped' | 'failed' | 'given-up';
  readonly error?: TracedError;
}

/** What became of all calls of a node, those included that are not listed. */
export interface TracedNode {
  readonly calls: number;
  readonly failed: number;
  readonly cached: number;
  readonly retries: number;
  readonly totalMs: number;
  readonly longestMs: number;
}

/** A run as plain data, which can be written as JSON. Its form is versioned by `format`. */
export interface RunTrace {
  readonly format: typeof runTraceFormat;
  readonly runId: string;
  readonly outputs: readonly string[];
  /** ISO 8601. */
  readonly startedAt: string;
  readonly ms: number;
  readonly status: 'ok' | 'failed';
  readonly error?: TracedError;
  /** By name, in the order in which their first calls ended. */
  readonly nodes: Readonly<Record<string, TracedNode>>;
  readonly fanOuts: readonly TracedFanOut[];
  readonly items: readonly TracedItem[];
  readonly calls: readonly TracedCall[];
  /** How many fan-outs, items and calls are not listed, because there were more than are kept. */
  readonly omitted: number;
}
