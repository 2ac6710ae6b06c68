import { retryPredicateFailed } from '../../errors/operation-errors';
import type { RetryPolicy } from '../../types/node-operations';
import { isThenable } from '../../types/thenable';
import type { FailedAttempt } from '../hooks/lifecycle-hook';
import type { Layer, Next, NodeCall } from './node-call';
import { rest } from './rest';

/** Calls again when a call has failed, as its policy says (E4). The count is that of this call, so items do not share it. */
export function retryLayer(policy: RetryPolicy, beforePause: BeforePause = () => undefined): Layer {
  return (next) => (call) => {
    let result: unknown;
    try {
      result = next(call);
    } catch (error) {
      return callAgain(error, { policy, next, call, beforePause });
    }
    return isThenable(result) ? follow(result, { policy, next, call, beforePause }) : result;
  };
}

/** Told of each attempt that has failed and is followed by another. */
export type BeforePause = (call: NodeCall, attempt: FailedAttempt) => unknown;

interface Retried {
  readonly beforePause: BeforePause;
  readonly policy: RetryPolicy;
  readonly next: Next;
  readonly call: NodeCall;
}

async function follow(result: PromiseLike<unknown>, retried: Retried): Promise<unknown> {
  try {
    return await result;
  } catch (error) {
    return callAgain(error, retried);
  }
}

/** Goes on after an attempt that has failed. */
async function callAgain(failure: unknown, { policy, next, call, beforePause }: Retried): Promise<unknown> {
  for (let error = failure; ;) {
    const { attempt, run } = call;
    if (call.isGivenUp || attempt >= policy.attempts || !isWorthwhile(error, policy, call)) throw error;
    const delayMs = delayAfter(attempt, policy, run.random);
    run.events.nodeRetrying(call, error, delayMs);
    await beforePause(call, { attempt, error, delayMs });
    await rest(call, delayMs);
    if (call.isGivenUp) throw error;
    call.attempt++;
    try {
      return await next(call);
    } catch (thrown) {
      error = thrown;
    }
  }
}

function isWorthwhile(error: unknown, { when }: RetryPolicy, { node }: NodeCall): boolean {
  try {
    return when(error);
  } catch (thrown) {
    throw retryPredicateFailed(node, error, thrown);
  }
}

/** How long to wait after an attempt. The random choice is the "full jitter" of Brooker, "Exponential Backoff And Jitter" (2015). */
function delayAfter(attempt: number, { backoff, delayMs, maxDelayMs, jitter }: RetryPolicy, random: () => number): number {
  // Beyond the largest number is infinity, of which there is no multiple by 0.
  const factor = backoff === 'fixed' ? 1 : backoff === 'linear' ? attempt : Math.min(2 ** (attempt - 1), Number.MAX_VALUE);
  const longest = Math.min(delayMs * factor, maxDelayMs);
  return jitter ? random() * longest : longest;
}
