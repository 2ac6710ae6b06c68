import { unknownExecutor } from '../errors/executor-errors';
import type { FaultCollector } from '../errors/fault-collector';
import { unknownParallelizable } from '../errors/option-faults';
import type { ExecutorUses } from './executor-uses';
import type { NodeTable } from './node-table';
import { fanOutName, isParallelizable } from './vertex';

/** Checks that the executors that parallelizables name exist, and that executors take only parallelizables that do. */
export function checkExecutors(executors: ExecutorUses, table: NodeTable, faults: FaultCollector): void {
  const fanOuts = table.vertices.filter(isParallelizable);
  for (const { place, definition } of fanOuts) {
    const { executor } = definition.options;
    if (typeof executor === 'string' && !Object.hasOwn(executors, executor))
      faults.add(unknownExecutor(place, executor, Object.keys(executors)));
  }
  const known = new Set(fanOuts.map(fanOutName));
  for (const [executor, use] of Object.entries(executors)) {
    if (use === 'in-process' || use.fanOuts === undefined || use.fanOuts === 'all') continue;
    for (const name of use.fanOuts) {
      const option = `executors.${executor}.fanOuts`;
      if (!known.has(name)) faults.add(unknownParallelizable(option, name, { known, isNode: table.get(name)?.kind === 'method' }));
    }
  }
}
