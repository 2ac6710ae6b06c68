import { tooManyFailures } from '../../errors/run-errors';
import { exceedsTolerance } from '../failure-policy';
import type { FanOutItems } from '../fan-out-items';
import type { LinkedFanOut } from '../program';

/** How a fan-out has ended, without the time that it took. */
export type FanOutEnd = { readonly status: 'ok' | 'given-up' } | { readonly status: 'failed'; readonly error: unknown };

/** How a fan-out has ended whose last lane has. */
export function fanOutEnd(step: LinkedFanOut, items: FanOutItems, isStopped: boolean): FanOutEnd {
  const { gaveUp, firstFailure, sourceError } = items;
  if (gaveUp !== undefined) return { status: 'failed', error: gaveUp.cause };
  if (sourceError !== undefined) return { status: 'failed', error: sourceError.error };
  if (firstFailure !== undefined && step.onItemError.kind === 'fail') return { status: 'failed', error: firstFailure.cause };
  if (isStopped) return { status: 'given-up' };
  return firstFailure !== undefined && exceedsTolerance(step, items, true)
    ? { status: 'failed', error: tooManyFailures(step, items, firstFailure.error) }
    : { status: 'ok' };
}
