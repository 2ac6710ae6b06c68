import { hookFailed } from '../../errors/hook-errors';
import { RunAbortedError } from '../../errors/run-aborted-error';
import type { NodeInfo } from '../../graph/node-info';
import { isThenable } from '../../types/thenable';
import type { Frame } from '../frame';
import { NodeCall, type CalledNode, type Next } from '../layers/node-call';
import type { RunState } from '../run-state';
import { HookedNodeRun, type ToldCall } from './hooked-node-run';
import { tellAll, whenDone, type NamedHook, type Telling } from './hooks';
import type { LifecycleHook, NodeOutcome } from './lifecycle-hook';
import type { OpenCall } from './open-call';

/** How one waits for hooks that a call holds up. */
export type Wait = (run: RunState, told: PromiseLike<unknown>) => PromiseLike<unknown>;

/** The hooks that are told of calls. */
export interface CallHooks {
  readonly before: readonly NamedHook[];
  readonly after: readonly NamedHook[];
  readonly wait: Wait;
  readonly infoOf: (node: string) => NodeInfo;
}

/** A call of whose end hooks are told. Whoever makes it says how it has ended, or has `make` do both. */
export class HookedCall implements OpenCall, ToldCall {
  readonly called: CalledNode;
  readonly frame: Frame;
  readonly run: RunState;
  previous: OpenCall | undefined;
  next: OpenCall | undefined;
  readonly #hooks: CallHooks;
  readonly #node: HookedNodeRun;
  readonly #startedAt: number;
  #call: NodeCall | undefined;
  /** Hooks that are not told of the end, since their `beforeNode` has thrown, or was not called. */
  #leftOut: Set<LifecycleHook> | undefined;
  #told: PromiseLike<unknown> | undefined;
  #outcome: NodeOutcome | undefined;

  /** Calls `beforeNode`. */
  constructor(hooks: CallHooks, { called, frame, run }: Pick<ToldCall, 'called' | 'frame' | 'run'>, call?: NodeCall) {
    this.called = called;
    this.frame = frame;
    this.run = run;
    this.#hooks = hooks;
    this.#call = call;
    this.#node = new HookedNodeRun(this, hooks.infoOf);
    if (call !== undefined) call.seenAs = this.#node;
    this.#startedAt = run.clock.elapsed();
    if (hooks.before.length === 0) return;
    const told = tellAll(hooks.before, HookedCall.#before, this);
    if (isThenable(told)) this.#told = hooks.wait(run, told);
  }

  /** What is made. */
  get call(): NodeCall {
    if (this.#call === undefined) {
      this.#call = new NodeCall(this.called, this.frame, this.run);
      this.#call.seenAs = this.#node;
    }
    return this.#call;
  }

  get attempt(): number {
    return this.#call?.attempt ?? 1;
  }

  /** Whether it must not be made at once: hooks have to be waited for first, or it has been given up while they were told. Then it is for `make`. */
  get isHeld(): boolean {
    return this.#hooks.before.length > 0 && (this.#told !== undefined || this.frame.owner.cancellation.stopped);
  }

  /** Makes the call, and tells of its end; gives a promise where something has to be waited for. */
  make(inner: Next): unknown {
    return this.#told === undefined ? this.#make(inner) : whenDone(this.#told, () => this.#make(inner));
  }

  /** The call has been made, and has to be waited for. */
  depart(): void {
    this.run.open.add(this);
  }

  /** Tells of a value; gives it back, or a promise of it where hooks have to be waited for. */
  ended(value: unknown): unknown {
    const told = this.#end({ status: 'ok', value, ms: this.#ms(), cached: this.#call?.isCached === true });
    return isThenable(told) ? whenDone(this.#hooks.wait(this.run, told), () => value) : value;
  }

  /** Tells of an error; gives a promise where hooks have to be waited for. */
  failed(error: unknown): PromiseLike<unknown> | undefined {
    const told = this.#end({ status: 'failed', error, ms: this.#ms() });
    return isThenable(told) ? this.#hooks.wait(this.run, told) : undefined;
  }

  /** The run ends before the call has: nobody is left without an end. */
  giveUp(): void {
    void this.#end({ status: 'failed', error: new RunAbortedError(this.frame.owner.cancellation.reason), ms: this.#ms() });
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
    if (this.#outcome !== undefined) return undefined;
    this.#outcome = outcome;
    this.run.open.delete(this);
    return tellAll(this.#hooks.after, HookedCall.#after, this);
  }

  #ms(): number {
    return this.run.clock.elapsed() - this.#startedAt;
  }

  static readonly #before: Telling<HookedCall> = {
    tell: (hook, called) => hook.beforeNode?.(called.#node),
    failed: ({ hook, name }, error, called) => {
      (called.#leftOut ??= new Set()).add(hook);
      called.run.breakOff(hookFailed(name, 'beforeNode', error));
    },
    runOf: ({ run }) => run,
    leaveOut: (rest, called) => {
      for (const { hook } of rest) (called.#leftOut ??= new Set()).add(hook);
      // It has not been made, and is given up with those that have.
      called.depart();
    },
  };

  static readonly #after: Telling<HookedCall> = {
    tell: (hook, called) => {
      if (called.#outcome !== undefined && called.#leftOut?.has(hook) !== true) return hook.afterNode?.(called.#node, called.#outcome);
      return undefined;
    },
    failed: ({ name }, error, called) => called.run.breakOff(hookFailed(name, 'afterNode', error)),
    runOf: ({ run }) => run,
  };
}
