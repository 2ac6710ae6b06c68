import type { MillraceError } from '../../errors/millrace-error';
import { isThenable } from '../../types/thenable';
import type { Clock } from '../clock';
import { ask, inOrder, tell, whenDone, type Hooks, type NamedHook } from './hooks';
import type { RunInfo, RunOutcome } from './lifecycle-hook';

/** The hooks of one run, before and after all of it. */
export class RunHooks {
  readonly #before: readonly NamedHook[];
  readonly #builders: readonly NamedHook[];
  readonly #after: readonly NamedHook[];
  readonly #info: RunInfo;
  #hasBegun = false;
  #hasEnded = false;

  constructor(hooks: Hooks, info: RunInfo) {
    this.#before = hooks.with('beforeRun');
    this.#builders = hooks.with('buildResult');
    this.#after = hooks.with('afterRun');
    this.#info = info;
  }

  /** Calls `beforeRun`, one hook after the other; throws, or rejects with, what keeps the run from starting. */
  begin(): unknown {
    this.#hasBegun = true;
    return inOrder(this.#before, (named) => (this.#hasEnded ? undefined : ask(named, 'beforeRun', (hook) => hook.beforeRun?.(this.#info))));
  }

  /** Whether `buildResult` is to be called. */
  get buildsResult(): boolean {
    return this.#builders.length > 0;
  }

  /** Calls `buildResult`, each hook with what the one before it has made. */
  build(outputs: unknown): unknown {
    let result = outputs;
    const built = inOrder(this.#builders, (named) => {
      if (this.#hasEnded) return undefined;
      const made = ask(named, 'buildResult', (hook) => hook.buildResult?.(result, this.#info));
      return whenDone(made, (value) => void (result = value));
    });
    return whenDone(built, () => result);
  }

  /** Calls `afterRun` of all hooks, even if one throws, and then goes on with the errors. After `graceMs` hooks are not awaited any more, and those that have not been told are told at once. */
  end(outcome: RunOutcome, goOn: (errors: readonly MillraceError[]) => void, { clock, graceMs }: { clock: Clock; graceMs: number }): void {
    this.#hasEnded = true;
    const errors: MillraceError[] = [];
    if (!this.#hasBegun) return goOn(errors);
    let isOver = false;
    const left = [...this.#after];
    const tellNext = (): unknown => {
      const named = left.shift();
      const failed = (error: MillraceError): void => {
        if (isOver) process.emitWarning(error.message, 'MillraceWarning');
        else errors.push(error);
      };
      return named && tell(named, 'afterRun', (hook) => hook.afterRun?.(this.#info, outcome), failed);
    };
    const told = inOrder(this.#after, tellNext);
    if (!isThenable(told)) return goOn(errors);
    const finish = (): void => {
      if (isOver) return;
      while (left.length > 0) tellNext();
      isOver = true;
      stopTimer();
      goOn(errors);
    };
    const stopTimer = clock.after(graceMs, finish);
    told.then(finish, finish);
  }
}
