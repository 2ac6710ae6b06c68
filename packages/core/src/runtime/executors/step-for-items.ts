import { FOLDED } from '../batch-size';
import { allDefined, ownSlot } from '../own-slot';
import type { LinkedFanOut } from '../program';
import type { Read } from '../read-argument';
import type { RemoteBlock } from './remote-block';
import type { SentItems } from './sent';

/** A step as it is run for somebody else: no collectors but those that fold, whose entries come first, and behind them the slots that are sent back. */
export function stepForItems(step: LinkedFanOut, { folds, outputs, inputs }: RemoteBlock, items: SentItems): LinkedFanOut {
  const sinks = step.sinks.flatMap((sink, index) => {
    const columns = sink.columns.filter((_, column) => folds.some((fold) => fold.sink === index && fold.column === column));
    return columns.length === 0 ? [] : [{ ...sink, columns }];
  });
  const folded = sinks.flatMap(({ columns }) => columns);
  const isPlain = items.indices === undefined && items.keys === undefined && items.absent.length === 0;
  return {
    ...step,
    sinks,
    reads: [
      ...folded.map(({ read }) => read),
      ...outputs.map(
        (slot): Read =>
          (frame) =>
            frame.slots[slot],
      ),
    ],
    readSlots: allDefined([...folded.map(({ entry }) => ownSlot(entry)), ...outputs]),
    keeps: false,
    last: true,
    windowed: false,
    stream: undefined,
    batchSize: FOLDED,
    straight: isPlain && inputs.every((slot) => slot === 0) && step.body.steps.every((inner) => inner.kind === 'call' && !inner.indirect),
  };
}
