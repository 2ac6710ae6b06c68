import { isStopped, stoppedAccumulator } from '../../types/reducer';
import { createColumn } from '../gathered-column';
import type { LinkedColumn, LinkedSink } from '../program';
import type { SentFold } from './sent';
import { sendThrown } from './sent-thrown';

/** Folds what a collector takes from some items, as if an outer collector took it: what comes of it is an accumulator. */
export function foldEntries(entries: unknown[], column: LinkedColumn, sink: LinkedSink): Omit<SentFold, 'row'> {
  try {
    const folded = createColumn(column, { ...sink, depth: 1 }, false);
    folded.addAll(entries, { size: entries.length, first: 0, isPlain: false, positionOf: (row) => row });
    const accumulator = folded.result();
    const isFinal = isStopped(accumulator);
    return { accumulator: isFinal ? stoppedAccumulator(accumulator) : accumulator, isFinal, thrown: undefined };
  } catch (error) {
    return { accumulator: undefined, isFinal: false, thrown: sendThrown(error) };
  }
}
