import { defer, filter, map, type OperatorFunction } from 'rxjs';
import type { Frame } from './frame';

/** Emits the items of all batches in the order of their positions, holding back those that finished early. */
export function restoreOrder(): OperatorFunction<readonly Frame[], readonly Frame[]> {
  return (batches) =>
    defer(() => {
      const early = new Map<number, Frame>();
      let next = 0;

      const inOrder = (batch: readonly Frame[]): readonly Frame[] => {
        const ready: Frame[] = [];
        for (const frame of batch) {
          if (frame.position !== next) {
            early.set(frame.position, frame);
            continue;
          }
          ready.push(frame);
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
