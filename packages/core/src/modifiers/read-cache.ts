import { describeValue } from '../errors/describe-value';
import { invalidOption, unknownOption } from '../errors/option-faults';
import type { ModifierContext } from '../metadata/modifier';
import { cacheBehaviors, cacheFormats, type CachePolicy } from '../types/cache-policy';
import { isRecord } from '../types/is-record';

const oneOf = (choices: readonly string[]): string => choices.map((choice) => `'${choice}'`).join(', ');

const isAmong = (choices: readonly unknown[]) => (value: unknown) => choices.includes(value);

const rules: { readonly [K in keyof CachePolicy]-?: { readonly accepts: (value: unknown) => boolean; readonly expected: string } } = {
  behavior: { accepts: isAmong(cacheBehaviors), expected: `one of ${oneOf(cacheBehaviors)}` },
  version: { accepts: (value) => typeof value === 'string' && value !== '', expected: 'a text' },
  ttlMs: { accepts: (value) => typeof value === 'number' && value > 0, expected: 'a number of milliseconds above 0, or Infinity' },
  format: { accepts: isAmong(cacheFormats), expected: `one of ${oneOf(cacheFormats)}` },
};

/** What is to be done about cached results: a behavior, or options. Anything else is a fault. */
export function readCache(given: unknown = {}, { at, refuse }: Pick<ModifierContext, 'at' | 'refuse'>): CachePolicy | undefined {
  const options = typeof given === 'string' ? { behavior: given } : given;
  if (!isRecord(options)) {
    refuse(
      'INVALID_OPTION',
      `${at} takes a behavior (${oneOf(cacheBehaviors)}) or options, { ttlMs: 60_000 }, not ${describeValue(given)}.`,
    );
    return undefined;
  }
  const present = Object.entries(options).filter(([, value]) => value !== undefined);
  const faults = present.flatMap(([name, value]) => {
    if (!isRule(name)) return [unknownOption(at, name, Object.keys(rules))];
    const { accepts, expected } = rules[name];
    return accepts(value) ? [] : [invalidOption(at, name, describeValue(value), expected)];
  });
  for (const { code, message } of faults) refuse(code, message);
  return faults.length === 0 ? Object.fromEntries(present) : undefined;
}

function isRule(name: string): name is keyof CachePolicy {
  return Object.hasOwn(rules, name);
}
