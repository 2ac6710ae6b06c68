import { hookFailed } from '../../errors/hook-errors';
import type { NodeInfo } from '../../graph/node-info';
import { isThenable } from '../../types/thenable';
import type { Layer, Next, NodeCall } from '../layers/node-call';
import { around } from './around';
import { HookedCall, type CallHooks, type Wait } from './hooked-call';
import { HookedNodeRun } from './hooked-node-run';
import { tellAll, whenDone, type Hooks, type NamedHook, type Telling } from './hooks';

const before: Telling<NodeCall> = {
  tell: (hook, { seenAs }) => (seenAs === undefined ? undefined : hook.beforeNode?.(seenAs)),
  failed: ({ name }, error, { run }) => run.breakOff(hookFailed(name, 'beforeNode', error)),
  runOf: ({ run }) => run,
  leaveOut: () => undefined,
};

/**
 * What hooks are told of the calls of nodes: all `beforeNode`, then `aroundNode` from the first hook inwards, then all `afterNode`, each in the order of the
 * hooks. Where all of them and the node are synchronous, so is the call.
 */
export class NodeHooks implements CallHooks {
  readonly before: readonly NamedHook[];
  readonly after: readonly NamedHook[];
  readonly middle: readonly NamedHook[];
  readonly wait: Wait;
  readonly infoOf: (node: string) => NodeInfo;

  constructor(hooks: Hooks, infoOf: (node: string) => NodeInfo, wait: Wait = (_run, told) => told) {
    this.before = hooks.with('beforeNode');
    this.after = hooks.with('afterNode');
    this.middle = hooks.with('aroundNode');
    this.wait = wait;
    this.infoOf = infoOf;
  }

  /** Makes a call, and tells all of it but those around it. */
  make(call: NodeCall, inner: Next): unknown {
    if (this.after.length > 0) return new HookedCall(this, call, call).make(inner);
    this.tellBefore(call);
    return call.held === undefined ? inner(call) : makeHeld(call, inner);
  }

  /** Tells those before a call. Throws when it is given up meanwhile. */
  tellBefore(call: NodeCall): void {
    call.seenAs ??= new HookedNodeRun(call, this.infoOf);
    if (this.before.length === 0) return;
    const told = tellAll(this.before, before, call);
    if (isThenable(told)) call.held = this.wait(call.run, told);
    else call.assertWanted();
  }

  /** Puts those around a call around what makes it. */
  wrap(next: Next): Next {
    return this.middle.reduceRight((wrapped, hook) => around(hook, wrapped), next);
  }

  /** All of it as one of the layers of a call. */
  readonly layer: Layer = (next) => {
    const inner = this.wrap(next);
    return (call) => this.make(call, inner);
  };
}

/** Makes a call that hooks hold up. */
export function makeHeld(call: NodeCall, inner: Next): unknown {
  return whenDone(call.held, () => {
    call.assertWanted();
    return inner(call);
  });
}
