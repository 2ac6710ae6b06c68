import { describeValue } from '../errors/describe-value';
import type { FaultCollector } from '../errors/fault-collector';
import { invalidTag } from '../errors/method-faults';

/** Refuses tags whose keys are no dotted identifiers, or reserved, and values that are no string and no list of different strings. */
export function checkTags(tags: Readonly<Record<string, unknown>>, place: string, faults: FaultCollector): void {
  for (const key of Object.keys(tags)) {
    const value = tags[key];
    if (!/^[\p{L}_$][\p{L}\p{N}_$]*(\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u.test(key))
      faults.add(invalidTag(place, `the tag key ${JSON.stringify(key)}`));
    else if (key === 'millrace' || key.startsWith('millrace.'))
      faults.add(invalidTag(place, `the reserved tag key ${JSON.stringify(key)}`));
    else if (!isTagValue(value)) faults.add(invalidTag(place, `the tag "${key}" with the value ${describeValue(value)}`));
  }
}

function isTagValue(value: unknown): boolean {
  if (typeof value === 'string') return true;
  return (
    Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry === 'string') && new Set(value).size === value.length
  );
}
