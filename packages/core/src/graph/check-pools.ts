import type { FaultCollector } from '../errors/fault-collector';
import { unknownPool } from '../errors/operation-errors';
import type { NodeOperations } from '../types/node-operations';
import type { NodeTable } from './node-table';

/** Checks that every pool which a node uses is there. */
export function checkPools(
  known: readonly string[],
  { table, operations }: { readonly table: NodeTable; readonly operations: readonly (NodeOperations | undefined)[] },
  faults: FaultCollector,
): void {
  for (const { id, name, place } of table.vertices) {
    const pool = operations[id]?.pool;
    if (pool !== undefined && !known.includes(pool)) faults.add(unknownPool(place, name, pool, known));
  }
}
