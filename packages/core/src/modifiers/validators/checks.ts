import type { Check } from './check';
import { maxStandardDeviation, mean, range } from './number-checks';
import { contains, doesNotContain } from './text-checks';
import { allowMissing, allowNull, maxFractionMissing, type, valuesIn, type ValueType } from './value-checks';

/** What `@checkOutput` checks of a value. A list is checked entry by entry, a list of records field by field. */
export interface FieldChecks {
  /** Every value is a number in this range, bounds included. What is missing is not. */
  readonly range?: readonly [min: number, max: number];
  /** Every value is one of these; in lists, what is missing does not count. */
  readonly valuesIn?: readonly unknown[];
  /** At most this share, between 0 and 1, is missing: null, undefined or NaN. */
  readonly maxFractionMissing?: number;
  /** `false`: nothing is null, undefined or NaN. */
  readonly allowMissing?: boolean;
  /** `false`: nothing is null or undefined. */
  readonly allowNull?: boolean;
  /** The mean is in this range; what is missing does not count. */
  readonly mean?: readonly [min: number, max: number];
  /** The standard deviation of the sample is at most this; what is missing does not count. */
  readonly maxStandardDeviation?: number;
  /** Every value is of this type; in lists, what is missing does not count. */
  readonly type?: ValueType;
  /** Every text contains this, or each of these. */
  readonly contains?: string | readonly string[];
  /** No text contains this, or any of these. */
  readonly doesNotContain?: string | readonly string[];
}

/** All checks by the option that asks for them. Each judges only arguments that it accepted. */
export const checks: Readonly<Record<keyof FieldChecks, Check>> = {
  range,
  valuesIn,
  maxFractionMissing,
  allowMissing,
  allowNull,
  mean,
  maxStandardDeviation,
  type,
  contains,
  doesNotContain,
};
