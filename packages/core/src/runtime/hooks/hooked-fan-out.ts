import { hookFailed } from '../../errors/hook-errors';
import type { NodeInfo } from '../../graph/node-info';
import type { ItemPath } from '../../types/item-path';
import type { Failure } from '../failure';
import type { FanOutItems } from '../fan-out-items';
import type { Frame } from '../frame';
import type { LinkedFanOut } from '../program';
import type { FanOutEnd } from './fan-out-end';
import type { FanOutInfo, FanOutOutcome } from './fan-out-info';
import type { FanOutListeners } from './fan-out-listeners';
import { inOrder, tellAll, whenDone, type Telling } from './hooks';
import type { HookedRun } from './hooked-run';
import { OpenItem } from './open-item';
import { OpenList } from './open-list';

/** What a fan-out of which hooks are told is made with. */
export interface HookedFanOutSetting {
  readonly run: HookedRun;
  /** The frame around it. */
  readonly frame: Frame;
  readonly step: LinkedFanOut;
  readonly listeners: FanOutListeners;
  readonly infoOf: (node: string) => NodeInfo;
}

/** One instance of a fan-out, through all its passes, as hooks see it; it tells them of its items. */
export class HookedFanOut implements FanOutInfo {
  readonly #setting: HookedFanOutSetting;
  readonly #startedAt: number;
  /** The items that have not ended, where hooks want to know. */
  readonly #open = new OpenList<OpenItem>();
  /** Hooks whose `beforeFanOut` has thrown, or was not called, are not told of the end. */
  readonly #unwilling = new Set<unknown>();
  #items: FanOutItems | undefined;
  total: number | undefined;
  #end: FanOutEnd | undefined;
  #outcome: FanOutOutcome | undefined;

  constructor(setting: HookedFanOutSetting) {
    this.#setting = setting;
    this.#startedAt = setting.run.clock.elapsed();
    setting.frame.share();
  }

  get name(): string {
    return this.#setting.step.name;
  }

  get path(): ItemPath {
    return this.#setting.frame.path;
  }

  get info(): NodeInfo {
    return this.#setting.infoOf(this.#setting.step.parallelizable);
  }

  get runId(): string {
    return this.#setting.run.id;
  }

  get items(): number {
    return this.#items?.count ?? 0;
  }

  get finished(): number {
    return this.#items?.finished ?? 0;
  }

  get failed(): number {
    return this.#items?.failed ?? 0;
  }

  /** Calls `beforeFanOut`. */
  begin(): unknown {
    return this.#tell('beforeFanOut', HookedFanOut.#beforeFanOut, this);
  }

  /** The source is there; `total` is the number of its items, if that is known. */
  opened(items: FanOutItems, total: number | undefined): void {
    this.#items = items;
    this.total = total;
  }

  itemBegun(frame: Frame): void {
    const { run } = this.#setting;
    const item = new OpenItem(frame, run);
    frame.told = item;
    this.#open.add(item);
  }

  itemFailed(frame: Frame, failure: Failure): void {
    if (frame.told instanceof OpenItem) frame.told.failure ??= failure;
  }

  /** Calls `onItem`, once. */
  itemEnded(frame: Frame, isGivenUp: boolean): unknown {
    const item = frame.told;
    if (!(item instanceof OpenItem)) return undefined;
    frame.told = undefined;
    this.#open.delete(item);
    item.end(isGivenUp);
    return this.#tell('onItem', HookedFanOut.#onItem, item);
  }

  /** Calls `onItem` for what is still open, and `afterFanOut`, once. When the run has ended meanwhile, nobody waits for hooks, and the rest is told at once. */
  end(end: FanOutEnd): unknown {
    const { fatal } = this.#setting.run;
    this.#end ??= end.status === 'given-up' && this.#isStruck(fatal) ? { status: 'failed', error: fatal?.cause } : end;
    const how = this.#end;
    return whenDone(
      inOrder([...this.#open], ({ frame }) => this.itemEnded(frame, true)),
      () => this.#over(how),
    );
  }

  #over(end: FanOutEnd): unknown {
    if (this.#outcome !== undefined) return undefined;
    this.#outcome = { ...end, ms: this.#setting.run.clock.elapsed() - this.#startedAt };
    return this.#tell('afterFanOut', HookedFanOut.#afterFanOut, this);
  }

  /** Whether a failure that has stopped the run came from one of its items. */
  #isStruck(fatal: Failure | undefined): boolean {
    const { path } = this;
    if (fatal === undefined || fatal.path[path.length]?.parallelizable !== this.name) return false;
    return path.every(({ index }, level) => fatal.path[level]?.index === index);
  }

  #tell<S>(method: keyof FanOutListeners, how: Telling<S>, subject: S): unknown {
    return tellAll(this.#setting.listeners[method], how, subject);
  }

  static readonly #beforeFanOut: Telling<HookedFanOut> = {
    tell: (hook, fanOut) => hook.beforeFanOut?.(fanOut),
    failed: ({ hook, name }, error, fanOut) => {
      fanOut.#unwilling.add(hook);
      fanOut.#setting.run.breakOff(hookFailed(name, 'beforeFanOut', error));
    },
    runOf: (fanOut) => fanOut.#setting.run,
    leaveOut: (rest, fanOut) => rest.forEach(({ hook }) => fanOut.#unwilling.add(hook)),
  };

  static readonly #onItem: Telling<OpenItem> = {
    tell: (hook, { seenAs, outcome }) => (outcome === undefined ? undefined : hook.onItem?.(seenAs, outcome)),
    failed: ({ name }, error, { run }) => run.breakOff(hookFailed(name, 'onItem', error)),
    runOf: ({ run }) => run,
  };

  static readonly #afterFanOut: Telling<HookedFanOut> = {
    tell: (hook, fanOut) =>
      fanOut.#outcome === undefined || fanOut.#unwilling.has(hook) ? undefined : hook.afterFanOut?.(fanOut, fanOut.#outcome),
    failed: ({ name }, error, fanOut) => fanOut.#setting.run.breakOff(hookFailed(name, 'afterFanOut', error)),
    runOf: (fanOut) => fanOut.#setting.run,
  };
}
