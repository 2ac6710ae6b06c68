import { timedOut } from '../../errors/operation-errors';
import { isThenable } from '../../types/thenable';
import { Cancellation } from '../cancellation';
import type { Layer, NodeCall } from './node-call';

/**
 * Gives a call up after a time (E4): its own signal is aborted, and whatever becomes of it later concerns nobody. A synchronous call cannot be interrupted,
 * so it is judged when it returns.
 */
export function timeoutLayer(ms: number): Layer {
  return (next) => (call) => {
    const { clock } = call.run;
    const startedAt = clock.now();
    const cancellation = new Cancellation(call.frame.owner.cancellation);
    call.cancellation = cancellation;
    let result: unknown;
    try {
      result = next(call);
      if (isThenable(result)) return within(result, { ms, call, cancellation });
    } catch (error) {
      cancellation.detach();
      throw error;
    }
    cancellation.detach();
    if (clock.now() - startedAt > ms) throw timedOut(call.node, ms);
    return result;
  };
}

interface TimedCall {
  readonly ms: number;
  readonly call: NodeCall;
  readonly cancellation: Cancellation;
}

/** A call that was given up otherwise is not timed any more: what is in flight then has the run's grace. */
async function within(result: PromiseLike<unknown>, { ms, call, cancellation }: TimedCall): Promise<unknown> {
  const { frame, node, run } = call;
  return new Promise((resolve, reject) => {
    const stopTimer = run.clock.after(ms, () => {
      watch.detach();
      const error = timedOut(node, ms);
      cancellation.stop(error);
      cancellation.detach();
      reject(error);
    });
    const watch = new Cancellation(frame.owner.cancellation, () => stopTimer());
    const arrived = (settle: () => void): void => {
      stopTimer();
      watch.detach();
      cancellation.detach();
      settle();
    };
    void (async () => {
      try {
        const value = await result;
        arrived(() => resolve(value));
      } catch (error) {
        arrived(() => reject(error));
      }
    })();
  });
}
