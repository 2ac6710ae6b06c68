import { describeValue } from '../errors/describe-value';
import type { FaultCollector } from '../errors/fault-collector';
import { invalidOption, unknownParallelizable } from '../errors/option-faults';
import { isPositiveInteger } from './check-role-options';
import type { NodeTable } from './node-table';
import { fanOutName, isParallelizable } from './vertex';

/** Checks what the driver says about single parallelizables. */
export function checkConcurrency(concurrency: Readonly<Record<string, unknown>>, table: NodeTable, faults: FaultCollector): void {
  const entries = Object.entries(concurrency);
  if (entries.length === 0) return;
  const known = new Set(table.vertices.flatMap((vertex) => (isParallelizable(vertex) ? [fanOutName(vertex)] : [])));
  for (const [name, value] of entries) {
    if (!known.has(name)) {
      faults.add(unknownParallelizable('concurrency', name, { known, isNode: table.get(name)?.kind === 'method' }));
    } else if (value !== undefined && value !== Infinity && !isPositiveInteger(value)) {
      faults.add(invalidOption('The driver', `concurrency.${name}`, describeValue(value), 'an integer of at least 1, or Infinity'));
    }
  }
}
