import { findingOf, show, type Check } from './check';
import { columnsOf, isMissing, plainColumnOf } from './column';

const flag = { accepts: (argument: unknown) => typeof argument === 'boolean', expected: 'true or false' };

/** Every value is one of a list; in lists, what is missing does not count. */
export const valuesIn: Check<readonly unknown[]> = {
  accepts: Array.isArray,
  expected: 'a list of values',
  describe: (allowed) => `every value is one of ${show(allowed)}`,
  judge: (column, allowed) => {
    const known = new Set(allowed);
    const wrong = column.values.filter((value) => !known.has(value) && (column.isSingle || !isMissing(value)));
    return findingOf(column, wrong, `none of ${show(allowed)}`);
  },
};

/** At most this share of the values is missing: null, undefined or NaN. */
export const maxFractionMissing: Check<number> = {
  accepts: (argument) => typeof argument === 'number' && argument >= 0 && argument <= 1,
  expected: 'a number between 0 and 1',
  describe: (limit) => `at most ${percent(limit)} of the values are missing`,
  judge: ({ values }, limit) => {
    const missing = values.filter(isMissing).length;
    const fraction = values.length === 0 ? 0 : missing / values.length;
    return {
      problem:
        fraction <= limit
          ? undefined
          : `${missing} of ${values.length} values are missing (${percent(fraction)}), more than ${percent(limit)}`,
      diagnostics: { missing, size: values.length, fraction },
    };
  },
};

/** No value is null, undefined or NaN. */
export const allowMissing: Check<boolean> = {
  ...flag,
  describe: (isAllowed) => (isAllowed ? 'values may be missing' : 'no value is null, undefined or NaN'),
  judge: (column, isAllowed) => findingOf(column, isAllowed ? [] : column.values.filter(isMissing), 'missing'),
};

/** No value is null or undefined. */
export const allowNull: Check<boolean> = {
  ...flag,
  describe: (isAllowed) => (isAllowed ? 'values may be null' : 'no value is null or undefined'),
  judge: (column, isAllowed) => findingOf(column, isAllowed ? [] : column.values.filter((value) => value == null), 'not there'),
};

const types = {
  number: (value) => typeof value === 'number',
  integer: Number.isInteger,
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  bigint: (value) => typeof value === 'bigint',
  date: (value) => value instanceof Date,
  array: Array.isArray,
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
} satisfies Record<string, (value: unknown) => boolean>;

/** What `type` checks for. An integer is a number without a fraction, since JavaScript has one type of number. */
export type ValueType = keyof typeof types;

/** Every value is of a type; in lists, what is missing does not count. An array and an object are judged as they are, a list of objects by its entries. */
export const type: Check<ValueType> = {
  columnsOf: (value, name) => {
    if (name === 'array') return [{ label: '', values: [value], isSingle: true }];
    return name === 'object' ? [plainColumnOf(value)] : columnsOf(value);
  },
  accepts: (argument) => typeof argument === 'string' && Object.hasOwn(types, argument),
  expected: `one of ${Object.keys(types).join(', ')}`,
  describe: (name) => `every value is of the type ${name}`,
  judge: (column, name) =>
    findingOf(
      column,
      column.values.filter((value) => !types[name](value) && (column.isSingle || !isMissing(value))),
      `not of the type ${name}`,
    ),
};

function percent(fraction: number): string {
  return `${Number((100 * fraction).toFixed(2))} %`;
}
