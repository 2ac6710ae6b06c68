import type { NodeInfo } from '../../graph/node-info';
import type { ItemPath } from '../../types/item-path';
import { Cancellation } from '../cancellation';
import type { Frame } from '../frame';
import type { FrameView } from '../frame-view';
import type { CalledNode } from '../layers/node-call';
import { readContext } from '../read-argument';
import type { RunState } from '../run-state';
import type { NodeRun } from './lifecycle-hook';

/** A call of which hooks are told. */
export interface ToldCall {
  readonly called: CalledNode;
  readonly frame: Frame;
  readonly run: RunState;
  /** The number of the present attempt. */
  readonly attempt: number;
}

/** A call as hooks see it. What costs something is worked out when it is read, which may be when the frame has gone on to another item. */
export class HookedNodeRun implements NodeRun {
  readonly #call: ToldCall;
  readonly #infoOf: (node: string) => NodeInfo;
  readonly #slots: readonly unknown[];
  readonly #index: number;
  readonly #label: string | undefined;
  #cancellation: Cancellation | undefined;

  constructor(call: ToldCall, infoOf: (node: string) => NodeInfo) {
    const { frame } = call;
    this.#call = call;
    this.#infoOf = infoOf;
    this.#slots = frame.lendSlots();
    this.#index = frame.index;
    this.#label = frame.label;
    frame.parent?.share();
  }

  get name(): string {
    return this.#call.called.node;
  }

  get path(): ItemPath {
    const { parent, parallelizable } = this.#call.frame;
    return parent === undefined ? [] : [...parent.path, { parallelizable, index: this.#index, key: this.#key }];
  }

  get attempt(): number {
    return this.#call.attempt;
  }

  get inputs(): readonly unknown[] {
    const item: FrameView = {
      slots: this.#slots,
      // Some slot may be absent: who looks will see.
      lacks: true,
      key: this.#key,
      outwards: (up) => (up === 0 ? item : (this.#call.frame.parent?.outwards(up - 1) ?? item)),
    };
    return this.#call.called.reads.filter((read) => read !== readContext).map((read) => read(item));
  }

  get info(): NodeInfo {
    return this.#infoOf(this.#call.called.node);
  }

  get runId(): string {
    return this.#call.run.id;
  }

  get signal(): AbortSignal {
    if (this.#cancellation === undefined) {
      const { frame } = this.#call;
      this.#cancellation = new Cancellation(frame.owner.cancellation);
      (frame.signals ??= []).push(this.#cancellation);
    }
    return this.#cancellation.signal;
  }

  get #key(): string {
    return this.#label ?? String(this.#index);
  }
}
