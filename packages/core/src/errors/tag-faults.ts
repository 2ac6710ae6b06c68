import { describeValue } from './describe-value';
import type { Fault } from './fault';
import { invalidTag } from './method-faults';

/** What is wrong with tags: keys that are no dotted identifiers, or reserved, and values that are no string and no list of different strings. */
export function faultsOfTags(tags: Readonly<Record<string, unknown>>, at: string): Fault[] {
  return Object.entries(tags).flatMap(([key, value]) => {
    if (!/^[\p{L}_$][\p{L}\p{N}_$]*(\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u.test(key))
      return [invalidTag(at, `the tag key ${JSON.stringify(key)}`)];
    if (key === 'millrace' || key.startsWith('millrace.')) return [invalidTag(at, `the reserved tag key ${JSON.stringify(key)}`)];
    return isTagValue(value) ? [] : [invalidTag(at, `the tag "${key}" with the value ${describeValue(value)}`)];
  });
}

function isTagValue(value: unknown): boolean {
  if (typeof value === 'string') return true;
  return (
    Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry === 'string') && new Set(value).size === value.length
  );
}
