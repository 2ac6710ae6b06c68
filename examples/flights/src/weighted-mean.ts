import type { Reducer } from '@millrace/core';

/** A value and how much it counts. */
export interface Weighted {
  readonly value: number;
  readonly weight: number;
}

/** Folds weighted values into their mean. */
export const weightedMean: Reducer<Weighted, Weighted, number> = {
  init: () => ({ value: 0, weight: 0 }),
  step: (sum, { value, weight }) => ({ value: sum.value + value * weight, weight: sum.weight + weight }),
  done: (sum) => sum.value / sum.weight,
};
