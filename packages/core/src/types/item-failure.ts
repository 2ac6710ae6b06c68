import type { ItemPath } from './item-path';

/** A node that failed for an item, in a fan-out that goes on. */
export interface ItemFailure {
  readonly node: string;
  readonly path: ItemPath;
  readonly error: unknown;
  /** How often the node was tried. */
  readonly attempts: number;
}
