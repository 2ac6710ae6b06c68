import { holds } from './behaviour';
import { canonical, hash } from './digest';
import type { DepSpec, ReducerName } from './graph-spec';

export type FoldSpec = Extract<DepSpec, { kind: 'fold' }>;

/** The initial accumulator of a reducer. */
export function foldInit(reducer: ReducerName): unknown {
  return reducer === 'count' || reducer === 'hashSum' ? 0 : [];
}

/** One step: the next accumulator, and whether later entries are not needed. Lists are changed in place, so that a shared one shows. */
export function foldStep(
  { reducer, failWhen }: FoldSpec,
  accumulator: unknown,
  entry: unknown,
  index: number,
): { next: unknown; stop: boolean } {
  if (holds(failWhen, `step ${canonical(entry)}`)) throw new Error('step failed');
  if (reducer === 'count') return { next: Number(accumulator) + 1, stop: false };
  if (reducer === 'hashSum') return { next: Number(accumulator) + (hash(canonical(entry)) % 1000), stop: false };
  const list = accumulator as unknown[];
  list.push(reducer === 'numbered' ? `${index}=${canonical(entry)}` : entry);
  return { next: list, stop: reducer === 'firstTwo' && list.length === 2 };
}

/** Joins the accumulators of two successive stretches; only for reducers without index and stop. */
export function foldMerge(a: unknown, b: unknown): unknown {
  return Array.isArray(a) ? [...(a as unknown[]), ...(b as unknown[])] : Number(a) + Number(b);
}
