import { RunAbortedError } from '../../errors/run-aborted-error';
import type { NodeInfo } from '../../graph/node-info';
import { isThenable } from '../../types/thenable';
import type { Layer, Next, NodeCall } from '../layers/node-call';
import { around } from './around';
import { HookedNodeRun } from './hooked-node-run';
import { inOrder, tell, whenDone, type Hooks, type NamedHook } from './hooks';
import type { NodeOutcome, NodeRun } from './lifecycle-hook';

/**
 * The hooks around a call: all `beforeNode`, then `aroundNode` from the first hook inwards, then all `afterNode`, each in the order of the hooks. Where all of
 * them and the node are synchronous, so is the call.
 */
export function nodeHooksLayer(hooks: Hooks, infoOf: (node: string) => NodeInfo): Layer {
  const before = hooks.with('beforeNode');
  const after = hooks.with('afterNode');
  const middle = hooks.with('aroundNode');
  return (next) => {
    const inner = middle.reduceRight(
      (wrapped, hook) => around(hook, wrapped),
      (call: NodeCall) => next(call) as unknown,
    );
    return (call) => new HookedCall({ before, after, inner, call, node: (call.seenAs ??= new HookedNodeRun(call, infoOf)) }).make();
  };
}

interface HookedCallSetting {
  readonly before: readonly NamedHook[];
  readonly after: readonly NamedHook[];
  readonly inner: Next;
  readonly call: NodeCall;
  readonly node: NodeRun;
}

/** One call between its hooks. */
class HookedCall {
  readonly #setting: HookedCallSetting;
  readonly #startedAt: number;
  /** Hooks whose `beforeNode` has thrown are not told of the end. */
  readonly #unwilling = new Set<unknown>();
  #isOver = false;
  readonly #giveUp = (): void => void this.#end(this.#failed(new RunAbortedError(this.#setting.call.frame.owner.cancellation.reason)));

  constructor(setting: HookedCallSetting) {
    this.#setting = setting;
    this.#startedAt = setting.call.run.clock.now();
  }

  make(): unknown {
    const { before, call, node } = this.#setting;
    if (before.length === 0) return this.#call();
    const told = inOrder(before, (named) =>
      tell(
        named,
        'beforeNode',
        (hook) => hook.beforeNode?.(node),
        (error) => {
          this.#unwilling.add(named.hook);
          call.run.breakOff(error);
        },
      ),
    );
    return whenDone(told, () => this.#call());
  }

  #call(): unknown {
    const { after, call, inner } = this.#setting;
    // Nobody waits for the end, so nobody need look for it.
    if (after.length === 0) return makeIfWanted(inner, call);
    let result: unknown;
    try {
      result = makeIfWanted(inner, call);
    } catch (error) {
      return this.#settle(this.#failed(error), () => {
        throw error;
      });
    }
    return isThenable(result) ? this.#await(result) : this.#settle(this.#succeeded(result), () => result);
  }

  /** Also where the run ends before the call has: nobody is left without an end. */
  async #await(result: PromiseLike<unknown>): Promise<unknown> {
    const { atEnd } = this.#setting.call.run;
    atEnd.add(this.#giveUp);
    try {
      const value = await result;
      return await this.#settle(this.#succeeded(value), () => value);
    } catch (error) {
      if (this.#isOver) throw error;
      return await this.#settle(this.#failed(error), () => {
        throw error;
      });
    } finally {
      atEnd.delete(this.#giveUp);
    }
  }

  #settle<R>(outcome: NodeOutcome, goOn: () => R): R | Promise<Awaited<R>> {
    return whenDone(this.#end(outcome), goOn);
  }

  /** Tells of the end, once. */
  #end(outcome: NodeOutcome): unknown {
    if (this.#isOver) return undefined;
    this.#isOver = true;
    const { after, call, node } = this.#setting;
    const willing = after.filter(({ hook }) => !this.#unwilling.has(hook));
    return inOrder(willing, (named) =>
      tell(
        named,
        'afterNode',
        (hook) => hook.afterNode?.(node, outcome),
        (error) => call.run.breakOff(error),
      ),
    );
  }

  #succeeded(value: unknown): NodeOutcome {
    return { status: 'ok', value, ms: this.#ms(), cached: this.#setting.call.isCached };
  }

  #failed(error: unknown): NodeOutcome {
    return { status: 'failed', error, ms: this.#ms() };
  }

  #ms(): number {
    return this.#setting.call.run.clock.now() - this.#startedAt;
  }
}

/** Makes a call, unless it was given up while hooks were told of it. */
function makeIfWanted(next: Next, call: NodeCall): unknown {
  if (call.isGivenUp) throw new RunAbortedError(call.frame.owner.cancellation.reason);
  return next(call);
}
