import type { ItemPath } from '../../types/item-path';
import { DROPPED } from '../absent';
import type { Failure } from '../failure';
import type { Frame } from '../frame';
import type { ItemOutcome } from './fan-out-info';
import type { HookedRun } from './hooked-run';
import { HookedItem } from './hooked-item';
import type { Linked } from './open-list';

/** An item that has not ended, where hooks want to know. */
export class OpenItem implements Linked<OpenItem> {
  previous: OpenItem | undefined;
  next: OpenItem | undefined;
  readonly frame: Frame;
  readonly run: HookedRun;
  readonly seenAs: HookedItem;
  readonly #startedAt: number;
  /** What has failed first. */
  failure: Failure | undefined;
  outcome: ItemOutcome | undefined;

  constructor(frame: Frame, run: HookedRun) {
    this.frame = frame;
    this.run = run;
    this.seenAs = new HookedItem(frame, run.id);
    this.#startedAt = run.clock.elapsed();
  }

  /** Says how it has ended. */
  end(isGivenUp: boolean): void {
    const { frame, run } = this;
    const { fatal } = run;
    const ms = run.clock.elapsed() - this.#startedAt;
    const failure = this.failure ?? (fatal !== undefined && isWithin(fatal.path, frame.path) ? fatal : undefined);
    if (failure !== undefined) this.outcome = { status: 'failed', node: failure.node, error: failure.cause, ms };
    else if (isGivenUp) this.outcome = { status: 'given-up', ms };
    else this.outcome = { status: frame.lacks && frame.slots.includes(DROPPED) ? 'dropped' : 'ok', ms };
  }
}

/** Whether a path leads to an item or into it. */
function isWithin(path: ItemPath, item: ItemPath): boolean {
  return item.every(({ parallelizable, index }, level) => path[level]?.parallelizable === parallelizable && path[level].index === index);
}
