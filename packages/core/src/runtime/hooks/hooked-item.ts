import type { ItemPath } from '../../types/item-path';
import { DROPPED } from '../absent';
import type { Failure } from '../failure';
import type { Frame } from '../frame';
import type { ItemInfo, ItemOutcome } from './fan-out-info';

/** An open item as hooks see it. */
export class HookedItem implements ItemInfo {
  readonly item: unknown;
  readonly runId: string;
  readonly #frame: Frame;
  readonly #startedAt: number;
  /** What has failed first. */
  failure: Failure | undefined;

  constructor(frame: Frame, runId: string, startedAt: number) {
    this.#frame = frame;
    this.item = frame.slots[0];
    this.runId = runId;
    this.#startedAt = startedAt;
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

  /** How it has ended at a time; `fatal` is the failure that has stopped the run. */
  outcome(now: number, isGivenUp: boolean, fatal: Failure | undefined): ItemOutcome {
    const ms = now - this.#startedAt;
    const failure = this.failure ?? (fatal !== undefined && isWithin(fatal.path, this.path) ? fatal : undefined);
    if (failure !== undefined) return { status: 'failed', node: failure.node, error: failure.cause, ms };
    if (isGivenUp) return { status: 'given-up', ms };
    return { status: this.#frame.lacks && this.#frame.slots.includes(DROPPED) ? 'dropped' : 'ok', ms };
  }
}

/** Whether a path leads to an item or into it. */
function isWithin(path: ItemPath, item: ItemPath): boolean {
  return item.every(({ parallelizable, index }, level) => path[level]?.parallelizable === parallelizable && path[level].index === index);
}
