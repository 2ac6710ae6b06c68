import { describeValue } from '../errors/describe-value';
import type { FaultCollector } from '../errors/fault-collector';
import { invalidOption, unknownParallelizable } from '../errors/option-faults';
import { isPositiveInteger } from './check-role-options';
import type { NodeTable } from './node-table';
import type { Vertex } from './vertex';

/** Checks what the driver says about single parallelizables. */
export function checkConcurrency(concurrency: Readonly<Record<string, unknown>>, table: NodeTable, faults: FaultCollector): void {
  for (const [name, value] of Object.entries(concurrency)) {
    const node = table.get(name);
    if (!isParallelizable(node)) {
      const known = table.vertices.filter(isParallelizable).map((vertex) => vertex.name);
      faults.add(unknownParallelizable(name, known, node?.kind === 'method'));
    } else if (value !== undefined && value !== Infinity && !isPositiveInteger(value)) {
      faults.add(invalidOption('The driver', `concurrency.${name}`, describeValue(value), 'an integer of at least 1, or Infinity'));
    }
  }
}

function isParallelizable(vertex: Vertex | undefined): boolean {
  return vertex?.kind === 'method' && vertex.definition.roles.includes('parallelizable');
}
