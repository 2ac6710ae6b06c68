import { hookFailed } from '../../errors/hook-errors';
import type { MillraceError } from '../../errors/millrace-error';
import { isThenable } from '../../types/thenable';
import type { HookMethod, LifecycleHook } from './lifecycle-hook';

/** A hook with a name for messages. */
export interface NamedHook {
  readonly name: string;
  readonly hook: LifecycleHook;
}

/** The hooks of a driver by what they have, in the order in which they were given. */
export class Hooks {
  readonly #hooks: readonly NamedHook[];

  constructor(hooks: readonly LifecycleHook[]) {
    this.#hooks = hooks.map((hook, index) => ({ hook, name: nameOf(hook, index) }));
  }

  /** Whether some are told of the calls of nodes. */
  get seeCalls(): boolean {
    return (['beforeNode', 'aroundNode', 'afterNode'] as const).some((method) => this.with(method).length > 0);
  }

  /** Those that have a method. */
  with(method: HookMethod): readonly NamedHook[] {
    return this.#hooks.filter(({ hook }) => typeof hook[method] === 'function');
  }
}

function nameOf(hook: LifecycleHook, index: number): string {
  if (typeof hook.name === 'string' && hook.name !== '') return `"${hook.name}"`;
  const { name } = hook.constructor;
  return name === 'Object' || name === '' ? `hooks[${index}]` : `"${name}"`;
}

/** Goes on with a value, at once where it is there. */
export function whenDone<R>(value: unknown, goOn: (value: unknown) => R): R | Promise<Awaited<R>> {
  return isThenable(value) ? Promise.resolve(value).then(goOn as (value: unknown) => Awaited<R>) : goOn(value);
}

/** Calls a function for each of a list, such as hooks, one after the other; gives a promise only where one of the calls does. */
export function inOrder<T>(list: readonly T[], call: (each: T) => unknown, from = 0): unknown {
  for (let index = from; index < list.length; index++) {
    const each = list[index];
    const result = each === undefined ? undefined : call(each);
    if (isThenable(result)) return Promise.resolve(result).then(() => inOrder(list, call, index + 1));
  }
  return undefined;
}

/** The run in which hooks are told of something. When it has ended, nobody waits for them any more. */
export interface TellingRun {
  readonly ended: boolean;
  readonly atEnd: Set<() => void>;
}

/** How hooks are told of one thing; module constants, so that telling makes no functions. */
export interface Telling<S> {
  tell(hook: LifecycleHook, subject: S): unknown;
  /** A hook has thrown, or rejected. */
  failed(named: NamedHook, error: unknown, subject: S): void;
  runOf(subject: S): TellingRun;
  /** Of a beginning: the run has ended while a hook was waited for, so that these are not told of it, and need not be told of its end. Hooks that are not left out are told at once. */
  leaveOut?(rest: readonly NamedHook[], subject: S): void;
}

/** Tells hooks, one after the other; gives a promise only where one of them does, and has to be waited for. */
export function tellAll<S>(list: readonly NamedHook[], telling: Telling<S>, subject: S, from = 0): unknown {
  for (let index = from; index < list.length; index++) {
    const named = list[index];
    if (named === undefined) break;
    let told: unknown;
    try {
      told = telling.tell(named.hook, subject);
    } catch (error) {
      telling.failed(named, error, subject);
      continue;
    }
    if (!isThenable(told)) continue;
    const done = Promise.resolve(told).then(undefined, (error: unknown) => telling.failed(named, error, subject));
    if (!telling.runOf(subject).ended) return tellLater(done, list.slice(index + 1), telling, subject);
  }
  return undefined;
}

/** Tells hooks when another has been waited for, or the run has ended before. */
async function tellLater<S>(done: Promise<unknown>, rest: readonly NamedHook[], telling: Telling<S>, subject: S): Promise<unknown> {
  const { atEnd } = telling.runOf(subject);
  let isCut = false;
  const cut = (): void => {
    isCut = true;
    if (telling.leaveOut === undefined) tellAll(rest, telling, subject);
    else telling.leaveOut(rest, subject);
  };
  atEnd.add(cut);
  await done;
  atEnd.delete(cut);
  return isCut ? undefined : tellAll(rest, telling, subject);
}

/** Calls one method of a hook and gives what it gives; throws, or rejects with, what says that the hook has failed. */
export function ask(named: NamedHook, method: HookMethod, call: (hook: LifecycleHook) => unknown): unknown {
  const blame = (error: unknown): never => {
    throw hookFailed(named.name, method, error);
  };
  try {
    const result = call(named.hook);
    return isThenable(result) ? Promise.resolve(result).then(undefined, blame) : result;
  } catch (error) {
    return blame(error);
  }
}

/** Calls one method of a hook, and hands what it throws, or rejects with, to `failed` under the hook's name. */
export function tell(
  named: NamedHook,
  method: HookMethod,
  call: (hook: LifecycleHook) => unknown,
  failed: (error: MillraceError) => void,
): unknown {
  const blame = (error: unknown): void => failed(hookFailed(named.name, method, error));
  try {
    const result = call(named.hook);
    return isThenable(result) ? Promise.resolve(result).then(() => undefined, blame) : undefined;
  } catch (error) {
    return blame(error);
  }
}
