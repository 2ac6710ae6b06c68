import type { ItemPath } from '../types/item-path';

/** One value of a streamed node. */
export interface StreamEntry<T> {
  readonly path: ItemPath;
  /** The key of the innermost item. */
  readonly key: string;
  readonly value: T;
}
