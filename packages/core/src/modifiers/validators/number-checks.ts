import { findingOf, type Check, type Finding } from './check';
import { isMissing, type Column } from './column';

type Range = readonly [min: number, max: number];

const rangeArgument = {
  accepts: (argument: unknown) =>
    Array.isArray(argument) && argument.length === 2 && argument.every(isBound) && (argument[0] as number) <= (argument[1] as number),
  expected: '[min, max] with min ≤ max, such as [0, 10] or [0, Infinity]',
};

/** Every value is a number between two bounds, which belong to the range. What is missing is not. */
export const range: Check<Range> = {
  holds: 'number',
  ...rangeArgument,
  describe: ([min, max]) => `every value is between ${min} and ${max}`,
  judge: (column, [min, max]) =>
    findingOf(
      column,
      column.values.filter((value) => !((typeof value === 'number' || typeof value === 'bigint') && value >= min && value <= max)),
      `outside of [${min}, ${max}]`,
    ),
};

/** The mean of the values is between two bounds. What is missing does not count. */
export const mean: Check<Range> = {
  holds: 'number',
  ...rangeArgument,
  describe: ([min, max]) => `the mean is between ${min} and ${max}`,
  judge: (column, [min, max]) =>
    judgeNumbers(column, (numbers) => {
      const value = momentsOf(numbers).mean;
      const problem = numbers.length === 0 ? 'there are no numbers, and so no mean' : `the mean is ${value}, outside of [${min}, ${max}]`;
      return { problem: numbers.length > 0 && value >= min && value <= max ? undefined : problem, diagnostics: { mean: value } };
    }),
};

/** The standard deviation of the sample (n − 1) is at most this; fewer than two numbers have none. What is missing does not count. */
export const maxStandardDeviation: Check<number> = {
  holds: 'number',
  accepts: (argument) => isBound(argument) && argument >= 0,
  expected: 'a number of 0 or more',
  describe: (limit) => `the standard deviation is at most ${limit}`,
  judge: (column, limit) =>
    judgeNumbers(column, (numbers) => {
      const { deviation } = momentsOf(numbers);
      const problem = deviation <= limit ? undefined : `the standard deviation is ${deviation}, more than ${limit}`;
      return { problem, diagnostics: { standardDeviation: deviation } };
    }),
};

function judgeNumbers(column: Column, judge: (numbers: readonly number[]) => Finding): Finding {
  const present = column.values.filter((value) => !isMissing(value));
  const others = present.filter((value) => typeof value !== 'number');
  return others.length > 0 ? findingOf(column, others, 'no number') : judge(present as readonly number[]);
}

/** Mean and standard deviation in one pass (Welford 1962), which does not lose digits to large sums. */
function momentsOf(numbers: readonly number[]): { readonly mean: number; readonly deviation: number } {
  let mean = 0;
  let squares = 0;
  for (const [index, number] of numbers.entries()) {
    const distance = number - mean;
    mean += distance / (index + 1);
    squares += distance * (number - mean);
  }
  return { mean: numbers.length === 0 ? NaN : mean, deviation: numbers.length < 2 ? 0 : Math.sqrt(squares / (numbers.length - 1)) };
}

function isBound(value: unknown): value is number {
  return typeof value === 'number' && !Number.isNaN(value);
}
