import { Absent, DROPPED } from '../absent';
import { Batch, WITHOUT } from '../batch';
import { Cancellation } from '../cancellation';
import type { Failure } from '../failure';
import { Frame } from '../frame';
import { Lane } from '../lane';
import type { LaneHost } from '../lane-host';
import { LanePool } from '../lane-pool';
import type { LinkedFanOut } from '../program';
import type { RunState } from '../run-state';
import { END } from '../source';
import type { FailureNumbers } from './failure-numbers';
import { foldEntries } from './fold-entries';
import type { ItemWatch } from './item-watch';
import type { RemoteBlock } from './remote-block';
import type { SentItems, SentOddItem, SentResults } from './sent';
import { stepForItems } from './step-for-items';

/** What a batch of items is run with. */
export interface SentBatchSetting {
  readonly run: RunState;
  readonly around: Frame;
  readonly step: LinkedFanOut;
  readonly remote: RemoteBlock;
  readonly items: SentItems;
  /** The failures by their numbers: those of the block, then those of the items. */
  readonly known: readonly Failure[];
  readonly numbers: FailureNumbers;
  readonly watch: ItemWatch;
}

/** Items that were sent here: lanes run them as they would in a fan-out, and their values are laid out to be sent back. */
export class SentBatch implements LaneHost<Lane> {
  readonly run: RunState;
  readonly step: LinkedFanOut;
  readonly cancellation: Cancellation;
  readonly told = undefined;
  readonly pool: LanePool<Lane, Batch>;
  batch: Batch;
  readonly around: Frame;
  readonly #setting: SentBatchSetting;
  readonly #itemColumn: number;
  readonly #columns: unknown[][];
  readonly #rows: number[] = [];
  readonly #odd = new Map<number, SentOddItem>();
  readonly #failed = new Map<Frame, Failure>();
  #next = 0;
  #isStraight = false;

  constructor(setting: SentBatchSetting) {
    const { run, step, remote, around } = setting;
    this.#setting = setting;
    this.run = run;
    this.step = stepForItems(step, remote, setting.items);
    this.batch = new Batch(this.step.reads.length);
    this.#columns = this.step.reads.map(() => []);
    this.around = around;
    this.#itemColumn = remote.inputs.indexOf(0);
    this.pool = new LanePool({
      concurrency: step.concurrency,
      create: (taker) => new Lane(this, taker),
      mustWait: () => false,
    });
    this.cancellation = new Cancellation(run.cancellation, () => this.pool.close());
  }

  /** Runs the items; `onEnd` is called when the last has ended, or all were given up. */
  start(onEnd: () => void): void {
    this.pool.batches.subscribe({
      next: (batch) => this.#take(batch),
      complete: onEnd,
    });
    this.pool.spawn();
  }

  take(): unknown {
    const { items, watch } = this.#setting;
    const row = this.#next;
    if (this.#isStraight && row > 0) watch.ended(row - 1);
    if (!this.cancellation.stopped && watch.isStopped()) this.run.abort(new Error('Nobody wants the items any more.'));
    if (row >= items.count || this.cancellation.stopped || this.pool.closed) {
      this.pool.close();
      return END;
    }
    watch.begun(row);
    return items.columns[this.#itemColumn]?.[row];
  }

  count(): number {
    return this.#setting.items.first + this.#next++;
  }

  countFinished(): void {
    this.#isStraight = false;
  }

  goesStraight(): boolean {
    this.#isStraight = this.step.straight && this.pool.busy === 0 && !this.around.lacks && !this.run.permits.exhausted;
    return this.#isStraight;
  }

  get position(): number {
    return this.#setting.items.first + this.#next;
  }

  lend(): Iterator<unknown> {
    return { next: () => this.#nextItem() };
  }

  takeBack(): void {
    this.#isStraight = false;
  }

  sourceFailed(): void {
    // All items are there.
  }

  begin(item: unknown, lane: Lane, spare: Frame | undefined): Frame {
    const { items, remote, known } = this.#setting;
    const row = this.#next++;
    const frame = spare ?? new Frame(lane, this.step.body, this.around, this.step.name);
    frame.begin(items.indices?.[row] ?? items.first + row, items.keys?.[row]);
    frame.position = items.first + row;
    frame.slots[0] = item;
    remote.inputs.forEach((slot, column) => (frame.slots[slot] = items.columns[column]?.[row]));
    for (const [at, slot, failure] of items.absent) {
      if (at !== row) continue;
      const reason = failure === undefined ? undefined : known[failure];
      frame.slots[slot] = reason === undefined ? DROPPED : new Absent(reason);
      frame.lacks = true;
    }
    return frame;
  }

  completed(frame: Frame): void {
    const row = this.#rowOf(frame);
    const failure = this.#failed.get(frame);
    this.#failed.delete(frame);
    if (frame.lacks || failure !== undefined) this.#odd.set(row, { row, absent: this.#absences(frame), failure: this.#numberOf(failure) });
    this.batch.add(frame, this.step);
    if (frame.lacks) this.#addOutputs(frame);
    frame.release(false);
    this.#setting.watch.ended(row);
  }

  ended(frame: Frame): void {
    frame.releaseSignals();
    this.#setting.watch.ended(this.#rowOf(frame));
  }

  itemFailed(frame: Frame, failure: Failure): void {
    frame.failed = true;
    if (!this.#failed.has(frame)) this.#failed.set(frame, failure);
  }

  weakened(): void {
    // Whether a collector bears it is decided where the collectors are.
  }

  mustWait(): boolean {
    return false;
  }

  request(): void {
    // All items are there.
  }

  /** What is sent back, when all items have ended. */
  results(): Pick<SentResults, 'slots' | 'columns' | 'rows' | 'folds' | 'odd'> {
    const { remote, items } = this.#setting;
    const isInOrder = this.#rows.every((row, place) => row === place);
    const sorts = this.step.ordered && !isInOrder;
    const columns = sorts ? this.#columns.map((column) => inOrder(column, this.#rows)) : this.#columns;
    const rows = sorts ? Array.from({ length: items.count }, (_, row) => row) : this.#rows;
    const width = remote.folds.length;
    return {
      slots: remote.outputs,
      columns: columns.slice(width),
      rows: sorts || isInOrder ? undefined : rows,
      folds: remote.folds.map((fold, index) => this.#fold(fold, columns[index] ?? [], rows)),
      odd: [...this.#odd.values()],
    };
  }

  #fold({ sink, column }: RemoteBlock['folds'][number], entries: unknown[], rows: number[]): SentResults['folds'][number] {
    const linked = this.#setting.step.sinks[sink];
    const linkedColumn = linked?.columns[column];
    if (linked === undefined || linkedColumn === undefined) throw new TypeError('The plans of both sides differ.');
    const first = entries.findIndex((entry) => entry !== WITHOUT);
    const row = first === -1 ? -1 : (rows[first] ?? first);
    return { row, ...foldEntries(entries, linkedColumn, linked) };
  }

  /** Of an item that lacks something a batch takes what collectors gather, and here that is nothing but what is folded. */
  #addOutputs({ slots }: Frame): void {
    const { outputs, folds } = this.#setting.remote;
    outputs.forEach((slot, index) => {
      const column = this.batch.columns[folds.length + index];
      const value = slots[slot];
      if (column !== undefined) column[this.batch.size - 1] = value instanceof Absent ? undefined : value;
    });
  }

  #nextItem(): IteratorResult<unknown> {
    const value = this.take();
    if (value === END) return { done: true, value: undefined };
    this.#next++;
    return { done: false, value };
  }

  #take(batch: Batch): void {
    for (let row = 0; row < batch.size; row++) {
      this.#rows.push(batch.positionOf(row) - this.#setting.items.first);
      for (let index = 0; index < this.#columns.length; index++) this.#columns[index]?.push(batch.columns[index]?.[row]);
    }
  }

  #absences(frame: Frame): SentOddItem['absent'] {
    return this.#setting.remote.filled.flatMap((slot) => {
      const value = frame.slots[slot];
      return value instanceof Absent ? [[slot, this.#numberOf(value.failure)] as const] : [];
    });
  }

  #numberOf(failure: Failure | undefined): number | undefined {
    return failure === undefined ? undefined : this.#setting.numbers.of(failure);
  }

  #rowOf({ position }: Frame): number {
    return position - this.#setting.items.first;
  }
}

function inOrder(column: readonly unknown[], rows: readonly number[]): unknown[] {
  const sorted: unknown[] = [];
  rows.forEach((row, place) => (sorted[row] = column[place]));
  return sorted;
}
