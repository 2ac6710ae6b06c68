import { setTimeout as pause } from 'node:timers/promises';
import { invalidHookOption } from '../errors/hook-errors';
import type { LifecycleHook, NodeRun } from '../runtime/hooks/lifecycle-hook';

/**
 * Lets so many milliseconds pass before each call, for watching a run, or for trying how an app behaves when everything takes longer. A function says it for each call;
 * 0 makes the call at once.
 *
 * @throws MillraceError `INVALID_OPTION` for a time that is none; where a function gives one, its run fails with `HOOK_FAILED`.
 * @example
 * const driver = new Driver({ modules: [Sales], hooks: [progressBar(), slowDown(50)] });
 */
export function slowDown(ms: number | ((node: NodeRun) => number)): LifecycleHook {
  if (typeof ms !== 'function') checkDelay(ms);
  const delayOf = typeof ms === 'function' ? (node: NodeRun) => checkDelay(ms(node)) : () => ms;
  return {
    name: 'slowDown',
    aroundNode(node, next) {
      const delay = delayOf(node);
      return delay > 0 ? after(delay, node.signal, next) : next();
    },
  };
}

/** The longest time of a timer, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

function checkDelay(ms: number): number {
  if (typeof ms === 'number' && ms >= 0 && ms <= LONGEST) return ms;
  throw invalidHookOption('The time of slowDown', ms, `a number of milliseconds from 0 to ${LONGEST}, or a function that gives one`);
}

async function after(ms: number, signal: AbortSignal, next: () => unknown): Promise<unknown> {
  try {
    await pause(ms, undefined, { signal });
  } catch (error) {
    // Nobody waits for the call any more.
    if (signal.aborted) return undefined;
    throw error;
  }
  return next();
}
