import { hookFailed } from '../../errors/hook-errors';
import { RunAbortedError } from '../../errors/run-aborted-error';
import { isThenable } from '../../types/thenable';
import type { Next, NodeCall } from '../layers/node-call';
import type { RunState } from '../run-state';
import { tellAll, whenDone, type NamedHook, type Telling } from './hooks';
import type { LifecycleHook, NodeOutcome, NodeRun } from './lifecycle-hook';
import type { OpenCall } from './open-call';

/** How one waits for hooks that a call holds up. */
export type Wait = (run: RunState, told: PromiseLike<unknown>) => PromiseLike<unknown>;

/** The hooks that are told of a call. */
export interface CallHooks {
  readonly before: readonly NamedHook[];
  readonly after: readonly NamedHook[];
  readonly wait: Wait;
}

/** One call of which hooks are told. Whoever makes it says how it has ended, or has `make` do both. */
export class HookedCall implements OpenCall {
  readonly call: NodeCall;
  previous: OpenCall | undefined;
  next: OpenCall | undefined;
  readonly #hooks: CallHooks;
  readonly #node: NodeRun;
  readonly #startedAt: number;
  /** Hooks that are not told of the end, since their `beforeNode` has thrown. */
  #leftOut: Set<LifecycleHook> | undefined;
  #told: PromiseLike<unknown> | undefined;
  #isOver = false;
  #outcome: NodeOutcome | undefined;

  /** Calls `beforeNode`. */
  constructor(hooks: CallHooks, call: NodeCall, node: NodeRun) {
    this.call = call;
    this.#hooks = hooks;
    this.#node = node;
    this.#startedAt = hooks.after.length === 0 ? 0 : call.run.clock.now();
    if (hooks.before.length === 0) return;
    const told = tellAll(hooks.before, HookedCall.#before, this);
    if (isThenable(told)) this.#told = hooks.wait(call.run, told);
  }

  /** Whether it must not be made at once: hooks have to be waited for first, or it has been given up while they were told. Then it is for `make`. */
  get isHeld(): boolean {
    return this.#hooks.before.length > 0 && (this.#told !== undefined || this.call.isGivenUp);
  }

  /** Makes the call, and tells of its end; gives a promise where something has to be waited for. */
  make(inner: Next): unknown {
    return this.#told === undefined ? this.#make(inner) : whenDone(this.#told, () => this.#make(inner));
  }

  /** The call has been made, and has to be waited for. */
  depart(): void {
    if (this.#hooks.after.length > 0) this.call.run.open.add(this);
  }

  /** Tells of a value; gives it back, or a promise of it where hooks have to be waited for. */
  ended(value: unknown): unknown {
    const told =
      this.#hooks.after.length === 0 ? undefined : this.#end({ status: 'ok', value, ms: this.#ms(), cached: this.call.isCached });
    return isThenable(told) ? whenDone(this.#hooks.wait(this.call.run, told), () => value) : value;
  }

  /** Tells of an error; gives a promise where hooks have to be waited for. */
  failed(error: unknown): PromiseLike<unknown> | undefined {
    const told = this.#hooks.after.length === 0 ? undefined : this.#end({ status: 'failed', error, ms: this.#ms() });
    return isThenable(told) ? this.#hooks.wait(this.call.run, told) : undefined;
  }

  /** The run ends before the call has: nobody is left without an end. */
  giveUp(): void {
    void this.#end({ status: 'failed', error: new RunAbortedError(this.call.frame.owner.cancellation.reason), ms: this.#ms() });
  }

  #make(inner: Next): unknown {
    let result: unknown;
    try {
      // While hooks are told of it, a call may be given up.
      if (this.#hooks.before.length > 0) this.call.assertWanted();
      result = inner(this.call);
    } catch (error) {
      return this.#throw(error);
    }
    if (!isThenable(result)) return this.ended(result);
    if (this.#hooks.after.length === 0) return result;
    this.depart();
    return Promise.resolve(result).then(
      (value) => this.ended(value),
      (error: unknown) => this.#throw(error),
    );
  }

  #throw(error: unknown): unknown {
    const told = this.failed(error);
    if (told === undefined) throw error;
    return whenDone(told, () => {
      throw error;
    });
  }

  /** Tells of the end, once. */
  #end(outcome: NodeOutcome): unknown {
    if (this.#isOver) return undefined;
    this.#isOver = true;
    this.call.run.open.delete(this);
    this.#outcome = outcome;
    return tellAll(this.#hooks.after, HookedCall.#after, this);
  }

  #ms(): number {
    return this.call.run.clock.now() - this.#startedAt;
  }

  static readonly #before: Telling<HookedCall> = {
    tell: (hook, called) => hook.beforeNode?.(called.#node),
    failed: ({ hook, name }, error, called) => {
      (called.#leftOut ??= new Set()).add(hook);
      called.call.run.breakOff(hookFailed(name, 'beforeNode', error));
    },
  };

  static readonly #after: Telling<HookedCall> = {
    tell: (hook, called) => {
      if (called.#outcome !== undefined && called.#leftOut?.has(hook) !== true) return hook.afterNode?.(called.#node, called.#outcome);
      return undefined;
    },
    failed: ({ name }, error, called) => called.call.run.breakOff(hookFailed(name, 'afterNode', error)),
  };
}
