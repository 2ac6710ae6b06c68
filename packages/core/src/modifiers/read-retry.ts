import { describeValue } from '../errors/describe-value';
import { invalidOption, unknownOption } from '../errors/option-faults';
import type { ModifierContext } from '../metadata/modifier';
import type { RetryPolicy } from '../types/node-operations';
import { isRecord } from './read-bindings';

const defaults: RetryPolicy = {
  attempts: 3,
  backoff: 'exponential',
  delayMs: 100,
  maxDelayMs: 30_000,
  jitter: false,
  when: () => true,
};

const backoffs: readonly unknown[] = ['fixed', 'linear', 'exponential'] satisfies RetryPolicy['backoff'][];

const isDuration = (value: unknown): boolean => typeof value === 'number' && value >= 0;

const rules: { readonly [K in keyof RetryPolicy]: { readonly accepts: (value: unknown) => boolean; readonly expected: string } } = {
  attempts: {
    accepts: (value) => value === Infinity || (Number.isSafeInteger(value) && Number(value) >= 1),
    expected: 'an integer of at least 1, the first attempt included, or Infinity',
  },
  backoff: { accepts: (value) => backoffs.includes(value), expected: "'fixed', 'linear' or 'exponential'" },
  delayMs: { accepts: (value) => isDuration(value) && value !== Infinity, expected: 'a number of milliseconds, 0 or more' },
  maxDelayMs: { accepts: isDuration, expected: 'a number of milliseconds, 0 or more, or Infinity' },
  jitter: { accepts: (value) => typeof value === 'boolean', expected: 'true or false' },
  when: { accepts: (value) => typeof value === 'function', expected: 'a function that says whether an error is worth another attempt' },
};

/** The policy that options give; what is wrong with them are faults. */
export function readRetry(given: unknown = {}, { at, refuse }: Pick<ModifierContext, 'at' | 'refuse'>): RetryPolicy | undefined {
  if (!isRecord(given)) {
    refuse('INVALID_OPTION', `${at} takes its options as a record, { attempts: 3 }, not ${describeValue(given)}.`);
    return undefined;
  }
  const faults = Object.entries(given).flatMap(([name, value]) => {
    if (!isRule(name)) return [unknownOption(at, name, Object.keys(rules))];
    const { accepts, expected } = rules[name];
    return value === undefined || accepts(value) ? [] : [invalidOption(at, name, describeValue(value), expected)];
  });
  for (const { code, message } of faults) refuse(code, message);
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return faults.length === 0 ? { ...defaults, ...present } : undefined;
}

function isRule(name: string): name is keyof RetryPolicy {
  return Object.hasOwn(rules, name);
}
