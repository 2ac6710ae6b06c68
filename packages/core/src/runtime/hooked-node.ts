import type { Frame } from './frame';
import type { HookedCall } from './hooks/hooked-call';
import { whenDone } from './hooks/hooks';
import type { NodeHooks } from './hooks/node-hooks';
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
    if (this.#hooks.after.length > 0) return this.begin(frame, run).make(this.inner);
    const call = this.tellBefore(frame, run);
    return call.held === undefined ? this.inner(call) : this.makeLater(call);
  }

  /** Tells of a call that is about to be made, and will be told of its end. */
  begin(frame: Frame, run: RunState): HookedCall {
    return this.#hooks.begin(new NodeCall(this.#called, frame, run));
  }

  /** The same where no hook is told of the end. */
  tellBefore(frame: Frame, run: RunState): NodeCall {
    const call = new NodeCall(this.#called, frame, run);
    this.#hooks.tellBefore(call);
    return call;
  }

  /** Makes a call that is held. */
  makeLater(call: NodeCall): unknown {
    return whenDone(call.held, () => {
      call.assertWanted();
      return this.inner(call);
    });
  }
}
