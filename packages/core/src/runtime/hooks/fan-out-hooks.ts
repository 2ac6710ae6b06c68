import type { NodeInfo } from '../../graph/node-info';
import type { Frame } from '../frame';
import type { LinkedFanOut } from '../program';
import type { FanOutEnd } from './fan-out-end';
import type { FanOutListeners } from './fan-out-listeners';
import { HookedFanOut } from './hooked-fan-out';
import { whenDone } from './hooks';
import type { HookedRun } from './hooked-run';

/** The fan-outs of a run that are open, each as hooks see it. */
export class FanOutHooks {
  readonly #listeners: FanOutListeners;
  readonly #infoOf: (node: string) => NodeInfo;
  readonly #open = new Map<Frame, Map<string, HookedFanOut>>();

  constructor(listeners: FanOutListeners, infoOf: (node: string) => NodeInfo) {
    this.#listeners = listeners;
    this.#infoOf = infoOf;
  }

  /** Tells of a fan-out that is about to begin, once; gives a promise where hooks have to be waited for. */
  begin(run: HookedRun, frame: Frame, step: LinkedFanOut): unknown {
    if (this.of(frame, step) !== undefined) return undefined;
    const fanOut = new HookedFanOut({ run, frame, step, listeners: this.#listeners, infoOf: this.#infoOf });
    let inFrame = this.#open.get(frame);
    if (inFrame === undefined) this.#open.set(frame, (inFrame = new Map()));
    inFrame.set(step.parallelizable, fanOut);
    return fanOut.begin();
  }

  /** A fan-out that has begun. */
  of(frame: Frame, { parallelizable }: LinkedFanOut): HookedFanOut | undefined {
    return this.#open.get(frame)?.get(parallelizable);
  }

  /** Tells that a fan-out is over. */
  end(frame: Frame, step: LinkedFanOut, end: FanOutEnd): unknown {
    const fanOut = this.of(frame, step);
    if (fanOut === undefined) return undefined;
    return whenDone(fanOut.end(end), () => this.#close(frame, step));
  }

  /** The run ends: what is still open is given up, the innermost first. */
  endAll(): void {
    const open = [...this.#open.values()].flatMap((inFrame) => [...inFrame.values()]);
    this.#open.clear();
    for (const fanOut of open.reverse()) void fanOut.end({ status: 'given-up' });
  }

  #close(frame: Frame, { parallelizable }: LinkedFanOut): void {
    const inFrame = this.#open.get(frame);
    inFrame?.delete(parallelizable);
    if (inFrame?.size === 0) this.#open.delete(frame);
  }
}
