import type { Frame } from './frame';
import { HookedCall } from './hooks/hooked-call';
import { makeHeld, type NodeHooks } from './hooks/node-hooks';
import { NodeCall, type CalledNode, type Next } from './layers/node-call';
import { lendAround } from './layers/permit-layer';
import type { RunState } from './run-state';

/** A node of whose calls hooks are told, and around whose calls nothing else is. Generated code makes the calls itself, between what stands here. */
export class HookedNode {
  /** Makes a call, with the hooks around it. */
  readonly inner: Next;
  readonly #called: CalledNode;
  readonly #hooks: NodeHooks;

  constructor(called: CalledNode, hooks: NodeHooks, innermost: Next) {
    this.#called = called;
    this.#hooks = hooks;
    this.inner = hooks.middle.length === 0 ? innermost : lendAround((next) => hooks.wrap(next), innermost);
  }

  /** Makes a call, and tells all hooks of it. */
  make(frame: Frame, run: RunState): unknown {
    return this.#hooks.make(new NodeCall(this.#called, frame, run), this.inner);
  }

  /** Tells of a call that is about to be made, and will be told of its end. */
  begin(frame: Frame, run: RunState): HookedCall {
    return new HookedCall(this.#hooks, { called: this.#called, frame, run });
  }

  /** The same where no hook is told of the end. */
  tellBefore(frame: Frame, run: RunState): NodeCall {
    const call = new NodeCall(this.#called, frame, run);
    this.#hooks.tellBefore(call);
    return call;
  }

  /** Makes a call that is held. */
  makeLater(call: NodeCall): unknown {
    return makeHeld(call, this.inner);
  }
}
