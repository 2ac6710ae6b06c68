import { findingOf, show, type Check } from './check';
import { isMissing } from './column';

type Parts = string | readonly string[];

const parts = {
  holds: 'string',
  accepts: (argument: unknown) =>
    typeof argument === 'string' || (Array.isArray(argument) && argument.length > 0 && argument.every((part) => typeof part === 'string')),
  expected: 'a string, or a list of strings',
} as const;

/** Every text contains this, or each of these; in lists, what is missing does not count. */
export const contains: Check<Parts> = {
  ...parts,
  describe: (wanted) => `every text contains ${show(wanted)}`,
  judge: (column, wanted) =>
    findingOf(
      column,
      column.values.filter((text) => !passes(text, column.isSingle, (it) => listOf(wanted).every((part) => it.includes(part)))),
      `without ${show(wanted)}`,
    ),
};

/** No text contains this, or any of these. */
export const doesNotContain: Check<Parts> = {
  ...parts,
  describe: (unwanted) => `no text contains ${show(unwanted)}`,
  judge: (column, unwanted) =>
    findingOf(
      column,
      column.values.filter((text) => !passes(text, column.isSingle, (it) => !listOf(unwanted).some((part) => it.includes(part)))),
      `no text, or one with ${show(unwanted)}`,
    ),
};

function passes(value: unknown, isSingle: boolean, test: (text: string) => boolean): boolean {
  return typeof value === 'string' ? test(value) : !isSingle && isMissing(value);
}

function listOf(given: Parts): readonly string[] {
  return typeof given === 'string' ? [given] : given;
}
