import type { ItemPath } from '../../types/item-path';
import type { Frame } from '../frame';
import type { ItemInfo } from './fan-out-info';

/** An item as hooks see it; it knows nothing of the item's frame, which serves other items when this one has ended. */
export class HookedItem implements ItemInfo {
  readonly parallelizable: string;
  readonly index: number;
  readonly item: unknown;
  readonly runId: string;
  readonly #label: string | undefined;
  readonly #around: Frame | undefined;

  constructor({ parallelizable, index, label, slots, parent }: Frame, runId: string) {
    this.parallelizable = parallelizable;
    this.index = index;
    this.item = slots[0];
    this.runId = runId;
    this.#label = label;
    this.#around = parent;
    parent?.share();
  }

  get key(): string {
    return this.#label ?? String(this.index);
  }

  get path(): ItemPath {
    const { parallelizable, index, key } = this;
    return [...(this.#around?.path ?? []), { parallelizable, index, key }];
  }
}
