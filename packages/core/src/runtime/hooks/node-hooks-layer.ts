import { RunAbortedError } from '../../errors/run-aborted-error';
import type { NodeInfo } from '../../graph/node-info';
import { isThenable } from '../../types/thenable';
import type { Layer, Next, NodeCall } from '../layers/node-call';
import { around } from './around';
import { HookedCall, type Wait } from './hooked-call';
import { HookedNodeRun } from './hooked-node-run';
import { inOrder, tell, whenDone, type Hooks, type NamedHook } from './hooks';
import type { LifecycleHook, NodeRun } from './lifecycle-hook';

/**
 * The hooks around a call: all `beforeNode`, then `aroundNode` from the first hook inwards, then all `afterNode`, each in the order of the hooks. Where all of
 * them and the node are synchronous, so is the call.
 */
export function nodeHooksLayer(hooks: Hooks, infoOf: (node: string) => NodeInfo, wait: Wait = (_run, told) => told): Layer {
  const before = hooks.with('beforeNode');
  const after = hooks.with('afterNode');
  const middle = hooks.with('aroundNode');
  return (next) => {
    const wanted: Next = (call) => {
      if (call.isGivenUp) throw new RunAbortedError(call.frame.owner.cancellation.reason);
      return next(call);
    };
    // While hooks are told of it, a call may be given up.
    const inner = middle.reduceRight((wrapped, hook) => around(hook, wrapped), before.length === 0 ? next : wanted);
    return (call) => {
      const node = (call.seenAs ??= new HookedNodeRun(call, infoOf));
      const hooked = after.length === 0 ? undefined : new HookedCall({ after, inner, call, node, wait });
      const make = (): unknown => (hooked === undefined ? inner(call) : hooked.make());
      const told = tellBefore(before, { call, node, refused: (hook) => hooked?.leaveOut(hook) });
      return isThenable(told) ? whenDone(wait(call.run, told), make) : make();
    };
  };
}

interface Beginning {
  readonly call: NodeCall;
  readonly node: NodeRun;
  /** Called with a hook whose `beforeNode` has thrown. */
  readonly refused: (hook: LifecycleHook) => void;
}

/** Tells all hooks of a call that is about to be made; gives a promise only where one of them does. */
function tellBefore(before: readonly NamedHook[], { call, node, refused }: Beginning): unknown {
  if (before.length === 0) return undefined;
  return inOrder(before, (named) =>
    tell(
      named,
      'beforeNode',
      (hook) => hook.beforeNode?.(node),
      (error) => {
        refused(named.hook);
        call.run.breakOff(error);
      },
    ),
  );
}
