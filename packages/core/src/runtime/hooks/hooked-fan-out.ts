import type { MillraceError } from '../../errors/millrace-error';
import type { NodeInfo } from '../../graph/node-info';
import type { ItemPath } from '../../types/item-path';
import type { Clock } from '../clock';
import type { Failure } from '../failure';
import type { FanOutItems } from '../fan-out-items';
import type { Frame } from '../frame';
import type { LinkedFanOut } from '../program';
import type { FanOutEnd } from './fan-out-end';
import type { FanOutInfo, FanOutOutcome } from './fan-out-info';
import type { FanOutListeners } from './fan-out-listeners';
import { HookedItem } from './hooked-item';
import { inOrder, tell, whenDone, type NamedHook } from './hooks';

/** What the hooks of fan-outs need of their run. */
export interface HookedRun {
  readonly id: string;
  readonly clock: Clock;
  /** The failure that has stopped it. */
  readonly fatal: Failure | undefined;
  breakOff(error: MillraceError): void;
}

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
  readonly #open = new Map<Frame, HookedItem>();
  /** Hooks whose `beforeFanOut` has thrown are not told of the end. */
  readonly #unwilling = new Set<unknown>();
  #items: FanOutItems | undefined;
  total: number | undefined;
  #isOver = false;
  #isAwaited = true;

  constructor(setting: HookedFanOutSetting) {
    this.#setting = setting;
    this.#startedAt = setting.run.clock.now();
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
    return this.#tell(
      'beforeFanOut',
      (hook) => hook.beforeFanOut?.(this),
      (hook) => this.#unwilling.add(hook),
    );
  }

  /** The source is there; `total` is the number of its items, if that is known. */
  opened(items: FanOutItems, total: number | undefined): void {
    this.#items = items;
    this.total = total;
  }

  itemBegun(frame: Frame): void {
    const { run } = this.#setting;
    this.#open.set(frame, new HookedItem(frame, run.id, run.clock.now()));
  }

  itemFailed(frame: Frame, failure: Failure): void {
    const item = this.#open.get(frame);
    if (item !== undefined) item.failure ??= failure;
  }

  /** Calls `onItem`. */
  itemEnded(frame: Frame, isGivenUp: boolean): unknown {
    const item = this.#open.get(frame);
    if (item === undefined || !this.#open.delete(frame)) return undefined;
    const { run } = this.#setting;
    const outcome = item.outcome(run.clock.now(), isGivenUp, run.fatal);
    return this.#tell('onItem', (hook) => hook.onItem?.(item, outcome));
  }

  /** Calls `onItem` for what is still open, and `afterFanOut`, once. */
  end(end: FanOutEnd): unknown {
    if (this.#isOver) return undefined;
    this.#isOver = true;
    const { run } = this.#setting;
    const how = end.status === 'given-up' && this.#isStruck(run.fatal) ? { status: 'failed' as const, error: run.fatal?.cause } : end;
    const given = this.#each([...this.#open.keys()], (frame) => this.itemEnded(frame, true));
    return whenDone(given, () => {
      const outcome: FanOutOutcome = { ...how, ms: run.clock.now() - this.#startedAt };
      return this.#tell('afterFanOut', (hook) => hook.afterFanOut?.(this, outcome));
    });
  }

  /** The run has ended without it: hooks are told, and nobody waits for them. */
  abandon(): void {
    this.#isAwaited = false;
    void this.end({ status: 'given-up' });
  }

  /** Whether a failure that has stopped the run came from one of its items. */
  #isStruck(fatal: Failure | undefined): boolean {
    const { path } = this;
    if (fatal === undefined || fatal.path[path.length]?.parallelizable !== this.name) return false;
    return path.every(({ index }, level) => fatal.path[level]?.index === index);
  }

  #tell(
    method: keyof FanOutListeners,
    call: Parameters<typeof tell>[2],
    refused: (hook: NamedHook['hook']) => void = () => undefined,
  ): unknown {
    const { listeners, run } = this.#setting;
    return this.#each(listeners[method], (named) => {
      if (method === 'afterFanOut' && this.#unwilling.has(named.hook)) return undefined;
      return tell(named, method, call, (error) => {
        refused(named.hook);
        run.breakOff(error);
      });
    });
  }
  #each<T>(list: readonly T[], call: (each: T) => unknown): unknown {
    if (this.#isAwaited) return inOrder(list, call);
    list.forEach(call);
    return undefined;
  }
}
