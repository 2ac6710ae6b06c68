import { defer, filter, map, type OperatorFunction } from 'rxjs';
import type { Row } from './row';

/** Emits the items of all batches in the order of their positions, holding back those that finished early. */
export function restoreOrder(): OperatorFunction<readonly Row[], readonly Row[]> {
  return (batches) =>
    defer(() => {
      const early = new Map<number, Row>();
      let next = 0;

      const inOrder = (batch: readonly Row[]): readonly Row[] => {
        const first = batch[0];
        // Mostly a batch is in order and nothing is held back.
        if (early.size === 0 && first?.position === next && batch.every(({ position }, index) => position === next + index)) {
          next += batch.length;
          return batch;
        }
        const ready: Row[] = [];
        for (const row of batch) {
          if (row.position !== next) {
            early.set(row.position, row);
            continue;
          }
          ready.push(row);
          next++;
          for (let held = early.get(next); held !== undefined; held = early.get(next)) {
            early.delete(next++);
            ready.push(held);
          }
        }
        return ready;
      };

      return batches.pipe(
        map(inOrder),
        filter((ready) => ready.length > 0),
      );
    });
}
