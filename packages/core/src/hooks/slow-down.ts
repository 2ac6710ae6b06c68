import { setTimeout as pause } from 'node:timers/promises';
import type { LifecycleHook, NodeRun } from '../runtime/hooks/lifecycle-hook';

/**
 * Lets so many milliseconds pass before each call, for watching a run, or for trying how an app behaves when everything takes longer. A function says it for each call;
 * 0 makes the call at once.
 *
 * @example
 * const driver = new Driver({ modules: [Sales], hooks: [progressBar(), slowDown(50)] });
 */
export function slowDown(ms: number | ((node: NodeRun) => number)): LifecycleHook {
  const delayOf = typeof ms === 'number' ? () => ms : ms;
  return {
    name: 'slowDown',
    aroundNode(node, next) {
      const delay = delayOf(node);
      return delay > 0 ? after(delay, node.signal, next) : next();
    },
  };
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
