import type { NodeInfo } from '../../graph/node-info';
import type { ItemPath } from '../../types/item-path';
import { Cancellation } from '../cancellation';
import type { NodeCall } from '../layers/node-call';
import type { NodeRun } from './lifecycle-hook';

/** A call as hooks see it; what costs something is worked out when it is read. */
export class HookedNodeRun implements NodeRun {
  readonly #call: NodeCall;
  readonly #infoOf: (node: string) => NodeInfo;
  #cancellation: Cancellation | undefined;

  constructor(call: NodeCall, infoOf: (node: string) => NodeInfo) {
    this.#call = call;
    this.#infoOf = infoOf;
    call.frame.share();
  }

  get name(): string {
    return this.#call.node;
  }

  get path(): ItemPath {
    return this.#call.frame.path;
  }

  get attempt(): number {
    return this.#call.attempt;
  }

  get inputs(): readonly unknown[] {
    return this.#call.inputs;
  }

  get info(): NodeInfo {
    return this.#infoOf(this.#call.node);
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
}
