import { describeValue } from '../errors/describe-value';
import type { ModifierContext } from '../metadata/modifier';

/** Timers of Node.js count milliseconds in 31 bits; a longer one would fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** A time-out in milliseconds; anything else is a fault. */
export function readTimeout(ms: unknown, { at, refuse }: Pick<ModifierContext, 'at' | 'refuse'>): number | undefined {
  if (typeof ms === 'number' && ms > 0 && ms <= MAX_TIMER_MS) return ms;
  refuse('INVALID_OPTION', `${at} takes a number of milliseconds above 0 and at most ${MAX_TIMER_MS} (24 days), not ${describeValue(ms)}.`);
  return undefined;
}
