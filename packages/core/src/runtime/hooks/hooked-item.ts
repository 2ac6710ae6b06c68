import type { ItemPath } from '../../types/item-path';
import type { Frame } from '../frame';
import type { ItemInfo } from './fan-out-info';

/** An item as hooks see it. */
export class HookedItem implements ItemInfo {
  readonly item: unknown;
  readonly runId: string;
  readonly #frame: Frame;

  constructor(frame: Frame, runId: string) {
    this.#frame = frame;
    this.item = frame.slots[0];
    this.runId = runId;
    frame.share();
  }

  get parallelizable(): string {
    return this.#frame.parallelizable;
  }

  get index(): number {
    return this.#frame.index;
  }

  get key(): string {
    return this.#frame.key;
  }

  get path(): ItemPath {
    return this.#frame.path;
  }
}
