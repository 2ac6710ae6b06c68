import type { queueOptionsSymbol } from 'piscina';
import type { SentBlock, SentItems, SentResults, SentThrown, Unsendable } from '@millrace/core/executors';
import type { Delivery } from './delivery';

/** What a worker is started with. */
export interface WorkerData {
  /** Paths or `file:` URLs. */
  readonly modules: readonly string[];
}

/** A batch of items for a worker. */
export interface BatchTask {
  /** Tells the answers of workers apart. */
  readonly id: number;
  readonly blockId: number;
  /** Blocks with smaller numbers are not used any more. */
  readonly oldestBlock: number;
  /** Left out where the worker is likely to have it. */
  readonly block: SentBlock | undefined;
  readonly items: SentItems;
  /** See {@link Control}. */
  readonly control: SharedArrayBuffer;
  /** Stays here: symbols are not sent. */
  readonly [queueOptionsSymbol]: Delivery;
}

/** What a worker returns when it is done with a task; results have been sent as an {@link Answer} then. */
export type TaskEnd =
  { readonly kind: 'answered' } | { readonly kind: 'unknown-block' } | { readonly kind: 'refused'; readonly error: SentThrown };

/** What has become of a batch. */
export interface Answer {
  readonly millrace: 'answer';
  readonly id: number;
  readonly results: SentResults;
  readonly unsendable: readonly Unsendable[];
  readonly ms: number;
  readonly busyMs: number;
}

/** Whether a message from a worker is an answer; apps may send others. */
export function isAnswer(message: unknown): message is Answer {
  return typeof message === 'object' && message !== null && 'millrace' in message && message.millrace === 'answer';
}
