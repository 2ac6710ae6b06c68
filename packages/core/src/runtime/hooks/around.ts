import { hookFailed } from '../../errors/hook-errors';
import { MillraceError } from '../../errors/millrace-error';
import { isThenable } from '../../types/thenable';
import type { Next, NodeCall } from '../layers/node-call';
import type { NamedHook } from './hooks';

/** A call with the `aroundNode` of one hook around it. */
export function around({ hook, name }: NamedHook, next: Next): Next {
  return (call) => {
    const inner = new InnerCall(next, call);
    const { seenAs } = call;
    if (seenAs === undefined) return next(call);
    const blame = (error: unknown): never => {
      // What the node has thrown may be passed on, or thrown in other words, and what it gave may be refused; what else a hook throws is its own fault.
      if (!inner.hasFailed && !MillraceError.is(error, 'INVALID_OUTPUT')) call.run.breakOff(hookFailed(name, 'aroundNode', error));
      throw error;
    };
    let result: unknown;
    try {
      result = hook.aroundNode?.(seenAs, () => inner.make());
    } catch (error) {
      return blame(error);
    }
    return isThenable(result) ? Promise.resolve(result).then(undefined, blame) : result;
  };
}

/** What a hook calls as `next`. */
class InnerCall {
  readonly #next: Next;
  readonly #call: NodeCall;
  hasFailed = false;

  constructor(next: Next, call: NodeCall) {
    this.#next = next;
    this.#call = call;
  }

  make(): unknown {
    const failed = (error: unknown): never => {
      this.hasFailed = true;
      throw error;
    };
    let result: unknown;
    try {
      result = this.#next(this.#call);
    } catch (error) {
      return failed(error);
    }
    return isThenable(result) ? Promise.resolve(result).then(undefined, failed) : result;
  }
}
