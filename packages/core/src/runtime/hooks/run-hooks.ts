import { hookFailed } from '../../errors/hook-errors';
import type { MillraceError } from '../../errors/millrace-error';
import { isThenable } from '../../types/thenable';
import type { Clock } from '../clock';
import { inOrder, tell, type Hooks, type NamedHook } from './hooks';
import type { RunInfo, RunOutcome } from './lifecycle-hook';

/** The hooks of one run, before and after all of it. */
export class RunHooks {
  readonly #before: readonly NamedHook[];
  readonly #after: readonly NamedHook[];
  readonly #info: RunInfo;
  #hasBegun = false;

  constructor(hooks: Hooks, info: RunInfo) {
    this.#before = hooks.with('beforeRun');
    this.#after = hooks.with('afterRun');
    this.#info = info;
  }

  /** Calls `beforeRun`, one hook after the other; throws, or rejects with, what keeps the run from starting. */
  begin(): unknown {
    this.#hasBegun = true;
    return inOrder(this.#before, ({ hook, name }) => {
      const blame = (error: unknown): never => {
        throw hookFailed(name, 'beforeRun', error);
      };
      try {
        const result = hook.beforeRun?.(this.#info);
        return isThenable(result) ? Promise.resolve(result).then(undefined, blame) : result;
      } catch (error) {
        return blame(error);
      }
    });
  }

  /** Calls `afterRun` of all hooks, even if one throws, and then goes on with the first error, if there was one. Hooks that take too long are not awaited. */
  end(outcome: RunOutcome, goOn: (error: MillraceError | undefined) => void, { clock, graceMs }: { clock: Clock; graceMs: number }): void {
    if (!this.#hasBegun) return goOn(undefined);
    let first: MillraceError | undefined;
    const told = inOrder(this.#after, (named) =>
      tell(
        named,
        'afterRun',
        (hook) => hook.afterRun?.(this.#info, outcome),
        (error) => void (first ??= error),
      ),
    );
    if (!isThenable(told)) return goOn(first);
    let isOver = false;
    const finish = (): void => {
      if (isOver) return;
      isOver = true;
      stopTimer();
      goOn(first);
    };
    const stopTimer = clock.after(graceMs, finish);
    told.then(finish, finish);
  }
}
