import { defer, filter, map, type OperatorFunction } from 'rxjs';
import { Batch } from './batch';
import { Ring } from './ring';

/** Emits the items of all batches in the order of their positions, holding back those that finished early. */
export function restoreOrder(width: number): OperatorFunction<Batch, Batch> {
  return (batches) =>
    defer(() => {
      const early = new Ring<{ readonly batch: Batch; readonly row: number }>();
      let next = 0;

      const inOrder = (batch: Batch): Batch => {
        // Mostly a batch is in order and nothing is held back.
        if (early.size === 0 && isRun(batch, next)) {
          next += batch.size;
          return batch;
        }
        const ready = new Batch(width);
        for (let row = 0; row < batch.size; row++) {
          const position = batch.positions[row] ?? 0;
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

/** Whether positions go up one by one from the next one. */
function isRun({ positions, size }: Batch, next: number): boolean {
  for (let row = 0; row < size; row++) if (positions[row] !== next + row) return false;
  return true;
}
