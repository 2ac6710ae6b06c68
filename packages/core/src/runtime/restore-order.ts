import { defer, filter, map, type OperatorFunction } from 'rxjs';
import { Batch } from './batch';
import { Ring } from './ring';

/** Emits the items of all batches in the order of their positions, from one on, holding back those that finished early. */
export function restoreOrder(width: number, from: number): OperatorFunction<Batch, Batch> {
  return (batches) =>
    defer(() => {
      const early = new Ring<{ readonly batch: Batch; readonly row: number }>();
      let next = from;

      const inOrder = (batch: Batch): Batch => {
        // Mostly a batch is in order and nothing is held back.
        if (early.size === 0 && batch.isInOrderFrom(next)) {
          next += batch.size;
          return batch;
        }
        const ready = new Batch(width);
        for (let row = 0; row < batch.size; row++) {
          const position = batch.positionOf(row);
          if (position !== next) {
            early.set(position, { batch, row });
            batch.held = true;
            continue;
          }
          ready.addRow(batch, row);
          next++;
          for (let held = early.take(next); held !== undefined; held = early.take(next)) {
            next++;
            ready.addRow(held.batch, held.row);
          }
        }
        return ready;
      };

      return batches.pipe(
        map(inOrder),
        filter(({ size }) => size > 0),
      );
    });
}
