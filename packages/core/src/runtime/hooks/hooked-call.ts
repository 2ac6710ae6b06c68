import { RunAbortedError } from '../../errors/run-aborted-error';
import { isThenable } from '../../types/thenable';
import type { Next, NodeCall } from '../layers/node-call';
import type { RunState } from '../run-state';
import { inOrder, tell, whenDone, type NamedHook } from './hooks';
import type { LifecycleHook, NodeOutcome, NodeRun } from './lifecycle-hook';

/** How one waits for hooks that a call holds up. */
export type Wait = (run: RunState, told: PromiseLike<unknown>) => PromiseLike<unknown>;

interface HookedCallSetting {
  readonly after: readonly NamedHook[];
  readonly inner: Next;
  readonly call: NodeCall;
  readonly node: NodeRun;
  readonly wait: Wait;
}

/** One call of which hooks are told the end. */
export class HookedCall {
  readonly #after: readonly NamedHook[];
  readonly #inner: Next;
  readonly #call: NodeCall;
  readonly #node: NodeRun;
  readonly #wait: Wait;
  readonly #startedAt: number;
  /** Hooks that are not told of the end. */
  #leftOut: Set<LifecycleHook> | undefined;
  #isOver = false;

  constructor({ after, inner, call, node, wait }: HookedCallSetting) {
    this.#after = after;
    this.#inner = inner;
    this.#call = call;
    this.#node = node;
    this.#wait = wait;
    this.#startedAt = call.run.clock.now();
  }

  leaveOut(hook: LifecycleHook): void {
    (this.#leftOut ??= new Set()).add(hook);
  }

  make(): unknown {
    let result: unknown;
    try {
      result = this.#inner(this.#call);
    } catch (error) {
      return this.#fail(error);
    }
    return isThenable(result) ? this.#await(result) : this.#succeed(result);
  }

  /** The run ends before the call has: nobody is left without an end. */
  giveUp(): void {
    void this.#end({ status: 'failed', error: new RunAbortedError(this.#call.frame.owner.cancellation.reason), ms: this.#ms() });
  }

  #await(result: PromiseLike<unknown>): Promise<unknown> {
    const { open } = this.#call.run;
    open.add(this);
    return Promise.resolve(result).then(
      (value) => {
        open.delete(this);
        return this.#succeed(value);
      },
      (error: unknown) => {
        open.delete(this);
        return this.#fail(error);
      },
    );
  }

  #succeed(value: unknown): unknown {
    const told = this.#end({ status: 'ok', value, ms: this.#ms(), cached: this.#call.isCached });
    return isThenable(told) ? whenDone(this.#wait(this.#call.run, told), () => value) : value;
  }

  #fail(error: unknown): unknown {
    const told = this.#end({ status: 'failed', error, ms: this.#ms() });
    if (!isThenable(told)) throw error;
    return whenDone(this.#wait(this.#call.run, told), () => {
      throw error;
    });
  }

  /** Tells of the end, once. */
  #end(outcome: NodeOutcome): unknown {
    if (this.#isOver) return undefined;
    this.#isOver = true;
    const leftOut = this.#leftOut;
    const willing = leftOut === undefined ? this.#after : this.#after.filter(({ hook }) => !leftOut.has(hook));
    return inOrder(willing, (named) =>
      tell(
        named,
        'afterNode',
        (hook) => hook.afterNode?.(this.#node, outcome),
        (error) => this.#call.run.breakOff(error),
      ),
    );
  }

  #ms(): number {
    return this.#call.run.clock.now() - this.#startedAt;
  }
}
