import { Absent, absenceAmong } from './absent';
import { absenceAround } from './absence-around';
import type { Batch } from './batch';
import { Failure } from './failure';
import type { Frame } from './frame';
import { createColumn, type GatheredColumn } from './gathered-column';
import type { LinkedSink } from './program';
import { reportFailure } from './report-failure';
import type { RunState } from './run-state';

/** What a collector's gathering needs of the pass it gathers from. */
export interface GatheringSetting {
  readonly run: RunState;
  /** The frame around the fan-out. */
  readonly frame: Frame;
  readonly sink: LinkedSink;
  /** Whether entries come in any order and are put into place by their positions. */
  readonly placed: boolean;
  /** Called once, when no more entries are wanted: the collector has failed, or its folds are complete. */
  readonly onClose: (failure: Failure | undefined) => void;
}

/** What one collector has gathered from a pass so far: its columns, or why it has no value. */
export class Gathering {
  readonly #setting: GatheringSetting;
  readonly #outer: Absent | undefined;
  #columns: readonly GatheredColumn[] = [];
  #failure: Failure | undefined;
  #hasLost = false;
  #closed = false;

  constructor(setting: GatheringSetting) {
    this.#setting = setting;
    this.#outer = absenceAround(setting.frame, setting.sink);
    this.#guard(() => {
      this.#columns = setting.sink.columns.map((column) => createColumn(column, setting.sink, setting.placed));
    });
  }

  /** Adds the items that have all values it gathers (E2). */
  take(batch: Batch): this {
    if (!this.#closed) this.#guard(() => this.#addAll(batch));
    return this;
  }

  /** Looks at an item in which something is absent: a failure among what is gathered is a loss, or fails the collector (E2, E5). */
  examine(frame: Frame, fails: boolean, gaveUp: Failure | undefined): void {
    if (this.#closed || this.#outer !== undefined) return;
    const failure = absenceAmong(this.#setting.sink.requires, frame)?.failure;
    if (failure === undefined) return;
    // The collector's own reducer has failed further in.
    const own = failure.node === this.#setting.sink.collector;
    if (fails || own) this.#close(failure, own);
    else if (gaveUp !== undefined) this.#close(gaveUp, false);
    else this.#hasLost = true;
  }

  /** The fan-out tolerates no more failures: a collector that has lost an item has failed. */
  giveUp(failure: Failure): void {
    if (this.#hasLost && !this.#closed) this.#close(failure, false);
  }

  /** Hands the columns, or why there are none, to the frame around. */
  settle(failed: Absent | undefined): void {
    const { frame, sink } = this.#setting;
    const results = failed ?? this.#results();
    if (results instanceof Absent) frame.lacks = true;
    sink.columns.forEach(({ target }, column) => (frame.slots[target] = results instanceof Absent ? results : results[column]));
  }

  #results(): Absent | readonly unknown[] {
    let results: unknown[] = [];
    if (this.#failure === undefined && this.#outer === undefined)
      this.#guard(() => (results = this.#columns.map((column) => column.result())));
    if (this.#failure !== undefined) return new Absent(this.#failure);
    return this.#outer ?? results;
  }

  #addAll(batch: Batch): void {
    let complete = true;
    let index = this.#setting.sink.offset;
    for (const column of this.#columns) {
      if (column.addAll(batch.columns[index] ?? [], batch)) batch.columns[index] = [];
      index++;
      complete &&= column.complete;
    }
    // What a reducer does may fail the collector in a roundabout way: by aborting the run, say.
    if (complete && !this.#closed) this.#complete();
  }

  #complete(): void {
    this.#closed = true;
    this.#setting.onClose(undefined);
  }

  /** A throwing reducer is a failure of the collector, in its own scope (E7). */
  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      const { run, frame, sink } = this.#setting;
      const scope = frame.outwards(sink.depth);
      let failure = scope.broken?.get(sink.collector);
      if (failure === undefined) {
        failure = new Failure(sink.collector, scope.path, error);
        (scope.broken ??= new Map()).set(sink.collector, failure);
        run.events.nodeFailed(failure);
        reportFailure(run, scope, failure);
      }
      this.#close(failure, true);
    }
  }

  #close(failure: Failure, own: boolean): void {
    this.#failure = failure;
    const first = !this.#closed;
    this.#closed = true;
    if (first) this.#setting.onClose(own ? undefined : failure);
  }
}
