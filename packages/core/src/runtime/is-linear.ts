import type { Step } from '../plan/block';

/** Whether every step is a call that is needed by each step behind it, by way of others or not. */
export function isLinear(steps: readonly Step[]): boolean {
  const positions = new Map(steps.map(({ target }, position) => [target, position]));
  return steps.every(
    ({ kind, needs }, position) => kind === 'call' && (position === 0 || needs.some((slot) => positions.get(slot) === position - 1)),
  );
}
