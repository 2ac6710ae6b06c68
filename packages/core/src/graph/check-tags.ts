import type { FaultCollector } from '../errors/fault-collector';
import { faultsOfTags } from '../errors/tag-faults';
import type { NodeDefinition } from '../metadata/node-definition';

/** Refuses tags that are none. Those of a validator's node say, under a reserved key, what it validates. */
export function checkTags({ tags, generated }: NodeDefinition, place: string, faults: FaultCollector): void {
  if (generated === 'validator') return;
  for (const fault of faultsOfTags(tags, place)) faults.add(fault);
}
