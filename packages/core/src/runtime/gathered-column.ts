import { MillraceError } from '../errors/millrace-error';
import { isStopped, stoppedAccumulator, stopReducing, type Reducer } from '../types/reducer';
import { isThenable } from '../types/thenable';
import { WITHOUT, type Batch } from './batch';
import { Thrown } from './odd';
import type { LinkedColumn, LinkedSink } from './program';

/** The items of a batch: how many, and their places. */
type BatchItems = Pick<Batch, 'size' | 'first' | 'isPlain' | 'positionOf'>;

/** The accumulator of one gathered parameter: a buffer, or a fold. */
export interface GatheredColumn {
  /** Adds the entries of a batch's items; those that an item is without are passed over. Returns whether it keeps the array. */
  addAll(entries: unknown[], items: BatchItems): boolean;
  /** Whether later entries make no difference. */
  readonly complete: boolean;
  result(): unknown;
}

/** Makes the accumulator of a column. Throws what the reducer's `init` throws. */
export function createColumn(column: LinkedColumn, sink: LinkedSink, placed: boolean): GatheredColumn {
  if (column.kind === 'fold' && column.reducer !== undefined) return new FoldColumn(column.reducer, column, sink);
  return column.takes === 'entry' ? new ListColumn(placed) : new FlatColumn(placed);
}

/** A list of entries; `placed` by the position of their items when these finish in any order. */
class ListColumn implements GatheredColumn {
  readonly complete = false;
  readonly #placed: boolean;
  /** Stretches of entries from the beginning on, without a gap. */
  readonly #stretches: unknown[][] = [];
  /** How many entries they have. */
  #joined = 0;
  /** The entries behind them, which may have gaps: what has not ended yet, or is absent. */
  #rest: unknown[] = [];
  /** How many entries that has. */
  #count = 0;

  constructor(placed: boolean) {
    this.#placed = placed;
  }

  addAll(entries: unknown[], items: BatchItems): boolean {
    const { size } = items;
    if (this.#count > 0 && this.#count === this.#rest.length) this.#joinRest();
    if (items.isPlain && this.#count === 0 && (!this.#placed || items.first === this.#joined)) {
      const isWhole = entries.length === size;
      this.#stretches.push(isWhole ? entries : entries.slice(0, size));
      this.#joined += size;
      return isWhole;
    }
    for (let row = 0; row < size; row++) {
      const entry = entries[row];
      if (entry === WITHOUT) continue;
      if (this.#placed) this.#rest[items.positionOf(row) - this.#joined] = entry;
      else this.#rest.push(entry);
      this.#count++;
    }
    return false;
  }

  result(): unknown[] {
    // Items that are absent left gaps; `filter` passes over them.
    if (this.#count < this.#rest.length) this.#rest = this.#rest.filter(() => true);
    this.#joinRest();
    return join(this.#stretches);
  }

  /** Nothing is missing any more from what stands behind the stretches. */
  #joinRest(): void {
    if (this.#count === 0) return;
    this.#stretches.push(this.#rest);
    this.#joined += this.#count;
    this.#rest = [];
    this.#count = 0;
  }
}

/** At most so many arguments of a call. */
const JOINED = 4096;

function join(stretches: readonly unknown[][]): unknown[] {
  const none: unknown[] = [];
  const [only = none] = stretches;
  if (stretches.length <= 1) return only;
  if (stretches.length <= JOINED) return none.concat(...stretches);
  const parts: unknown[][] = [];
  for (let from = 0; from < stretches.length; from += JOINED) parts.push(none.concat(...stretches.slice(from, from + JOINED)));
  return join(parts);
}

/** A list of the entries that inner sinks gathered. */
class FlatColumn extends ListColumn {
  override result(): unknown[] {
    const flat: unknown[] = [];
    for (const entries of super.result()) if (Array.isArray(entries)) for (const entry of entries) flat.push(entry);
    return flat;
  }
}

class FoldColumn implements GatheredColumn {
  readonly #reducer: Reducer<unknown, unknown, unknown>;
  readonly #takes: LinkedColumn['takes'];
  readonly #sink: LinkedSink;
  #accumulator: unknown;
  #count = 0;
  complete = false;

  constructor(reducer: Reducer<unknown, unknown, unknown>, { takes }: LinkedColumn, sink: LinkedSink) {
    this.#reducer = reducer;
    this.#takes = takes;
    this.#sink = sink;
    this.#accumulator = reducer.init();
  }

  addAll(entries: readonly unknown[], { size }: BatchItems): boolean {
    if (this.#takes === 'entry') this.#addEntries(entries, size);
    else this.#addOthers(entries, size);
    return false;
  }

  result(): unknown {
    // Only the outermost sink gives the result; inner ones hand their accumulator over, marked if it is final.
    if (this.#sink.depth > 0) return this.complete ? stopReducing(this.#accumulator) : this.#accumulator;
    return this.#reducer.done === undefined ? this.#accumulator : this.#reducer.done(this.#accumulator);
  }

  #addEntries(entries: readonly unknown[], size: number): void {
    const reducer = this.#reducer;
    let accumulator = this.#accumulator;
    let count = this.#count;
    for (let row = 0; row < size && !this.complete; row++) {
      const entry = entries[row];
      if (entry === WITHOUT) continue;
      accumulator = reducer.step(accumulator, entry, count++);
      if (typeof accumulator === 'object' && accumulator !== null) {
        this.#accept(accumulator, 'step');
        accumulator = this.#accumulator;
      }
    }
    this.#accumulator = accumulator;
    this.#count = count;
  }

  #addOthers(entries: readonly unknown[], size: number): void {
    for (let row = 0; row < size && !this.complete; row++) {
      const entry = entries[row];
      if (entry !== WITHOUT) this.#add(entry);
    }
  }

  #add(value: unknown): void {
    if (this.#takes === 'accumulator') this.#merge(value);
    else if (Array.isArray(value)) for (const entry of value) if (!this.complete) this.#step(entry);
  }

  #step(entry: unknown): void {
    const next = this.#reducer.step(this.#accumulator, entry, this.#count++);
    if (typeof next === 'object' && next !== null) this.#accept(next, 'step');
    else this.#accumulator = next;
  }

  #merge(partial: unknown): void {
    // The reducer has thrown where the items were run.
    if (partial instanceof Thrown) throw partial.error;
    const inner = isStopped(partial) ? stoppedAccumulator(partial) : partial;
    this.#accept(this.#reducer.merge?.(this.#accumulator, inner), 'merge');
    if (isStopped(partial)) this.complete = true;
  }

  #accept(accumulator: unknown, by: string): void {
    if (isStopped(accumulator)) {
      this.complete = true;
      this.#accumulator = stoppedAccumulator(accumulator);
      return;
    }
    if (isThenable(accumulator)) {
      accumulator.then(undefined, () => undefined);
      throw new MillraceError(
        'ASYNC_REDUCER',
        `The reducer of "${this.#sink.collector}" returned a promise from "${by}", which is synchronous. Await in a node inside the fan-out, and fold what it gives.`,
      );
    }
    this.#accumulator = accumulator;
  }
}
