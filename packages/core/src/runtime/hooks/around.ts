import { hookFailed } from '../../errors/hook-errors';
import { MillraceError } from '../../errors/millrace-error';
import { isThenable } from '../../types/thenable';
import type { Next, NodeCall } from '../layers/node-call';
import type { NamedHook } from './hooks';

/** A call with the `aroundNode` of one hook around it. */
export function around({ hook, name }: NamedHook, next: Next): Next {
  return (call) => {
    const { seenAs } = call;
    if (seenAs === undefined) return next(call);
    const inner = new InnerCall(next, call);
    let result: unknown;
    try {
      result = hook.aroundNode?.(seenAs, () => inner.make());
    } catch (error) {
      throw blamed(error, name, inner);
    }
    // A hook that passes on what it was given has no part in how that ends.
    if (result === inner.latest || !isThenable(result)) return result;
    inner.watch();
    return Promise.resolve(result).then(undefined, (error: unknown) => {
      throw blamed(error, name, inner);
    });
  };
}

/** What the node has thrown may be passed on, or thrown in other words, and what it gave may be refused; what else a hook throws is its own fault. */
function blamed(error: unknown, name: string, { call, hasFailed }: InnerCall): unknown {
  if (!hasFailed && !MillraceError.is(error, 'INVALID_OUTPUT')) call.run.breakOff(hookFailed(name, 'aroundNode', error));
  return error;
}

/** What a hook calls as `next`, once or several times. */
class InnerCall {
  readonly call: NodeCall;
  /** Whether the call has failed, one of the times that it was made; for promises only when it is watched. */
  hasFailed = false;
  /** What the call has given the latest time. */
  latest: unknown;
  readonly #next: Next;
  /** What it has given before. */
  #earlier: unknown[] | undefined;
  #isWatched = false;

  constructor(next: Next, call: NodeCall) {
    this.#next = next;
    this.call = call;
  }

  make(): unknown {
    if (this.latest !== undefined) (this.#earlier ??= []).push(this.latest);
    try {
      this.latest = this.#next(this.call);
    } catch (error) {
      this.hasFailed = true;
      throw error;
    }
    if (this.#isWatched) this.#look(this.latest);
    return this.latest;
  }

  /** From now on, looks how the call ends: before whoever has been given its result can pass a failure on. */
  watch(): void {
    this.#isWatched = true;
    for (const result of this.#earlier ?? []) this.#look(result);
    this.#look(this.latest);
  }

  #look(result: unknown): void {
    if (isThenable(result)) Promise.resolve(result).then(undefined, () => (this.hasFailed = true));
  }
}
