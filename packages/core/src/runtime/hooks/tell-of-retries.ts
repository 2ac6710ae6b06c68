import type { NodeInfo } from '../../graph/node-info';
import type { BeforePause } from '../layers/retry-layer';
import { HookedNodeRun } from './hooked-node-run';
import { inOrder, tell, type Hooks } from './hooks';

/** Calls `onRetry` of all hooks that have it, before the pause. */
export function tellOfRetries(hooks: Hooks, infoOf: (node: string) => NodeInfo): BeforePause | undefined {
  const listening = hooks.with('onRetry');
  if (listening.length === 0) return undefined;
  return (call, attempt) => {
    const node = (call.seenAs ??= new HookedNodeRun(call, infoOf));
    return inOrder(
      listening,
      (named) =>
        // It is not repeated then.
        call.run.ended ||
        tell(
          named,
          'onRetry',
          (hook) => hook.onRetry?.(node, attempt),
          (error) => call.run.breakOff(error),
        ),
    );
  };
}
