import type { FaultCollector } from '../errors/fault-collector';
import { faultsOfTags } from '../errors/tag-faults';
import type { NodeDefinition } from '../metadata/node-definition';
import { acceptsErrorsTag } from '../types/accepts-errors-tag';

/** Refuses tags that are none. Those of a validator's node say, under a reserved key, what it validates, and `@acceptsErrors` has one of its own. */
export function checkTags({ tags, generated }: NodeDefinition, place: string, faults: FaultCollector): void {
  if (generated === 'validator') return;
  const { [acceptsErrorsTag]: _ours, ...written } = tags;
  for (const fault of faultsOfTags(written, place)) faults.add(fault);
}
