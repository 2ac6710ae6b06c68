import { Absent } from '../absent';
import type { Failure } from '../failure';
import { Frame, type FrameOwner } from '../frame';
import type { LinkedFanOut } from '../program';
import { FailureNumbers } from './failure-numbers';
import type { RemoteBlock } from './remote-block';
import type { SentItems } from './sent';

/** Where items are run, as far as their frames are concerned. */
export interface ItemsSetting {
  readonly owner: FrameOwner;
  readonly step: LinkedFanOut;
  readonly remote: RemoteBlock;
  /** The frame around the fan-out. */
  readonly around: Frame;
  /** Failures that the other side knows already. */
  readonly known: readonly Failure[];
}

/**
 * Items that are sent away together. Where nobody looks at single items they have no frames of their own: one is made for an item only if it lacks
 * a value, and all others share one.
 */
export class OpenItems {
  /** The batch's among those of the pass. */
  number = 0;
  readonly #setting: ItemsSetting;
  readonly #values: unknown[] = [];
  readonly #positions: number[] = [];
  readonly #frames: Frame[] = [];
  readonly #begun: number[] = [];
  #shared: Frame | undefined;
  /** The failures by their numbers, once the items have been sent. */
  failures: readonly Failure[] = [];

  constructor(setting: ItemsSetting) {
    this.#setting = setting;
  }

  get count(): number {
    return this.#positions.length;
  }

  /** Adds an item that has no frame. */
  add(item: unknown, position: number): void {
    this.#values.push(item);
    this.#positions.push(position);
  }

  addFrame(frame: Frame): void {
    this.#frames.push(frame);
    this.#positions.push(frame.position);
  }

  get hasFrames(): boolean {
    return this.#frames.length > 0;
  }

  position(row: number): number {
    return this.#positions[row] ?? 0;
  }

  /** The frame of an item that nobody else looks at after it has ended. */
  sharedFrame(row: number): Frame {
    const frame = (this.#shared ??= this.#newFrame());
    frame.take(this.#values[row], this.position(row));
    return frame;
  }

  /** An item's own frame. */
  frame(row: number): Frame {
    const known = this.#frames[row];
    if (known !== undefined) return known;
    const frame = this.#newFrame();
    frame.begin(this.position(row), undefined);
    frame.slots[0] = this.#values[row];
    return frame;
  }

  /** Notes that an item was begun by somebody who is lost now; returns how often that has happened. */
  lose(row: number): number {
    return (this.#begun[row] = (this.#begun[row] ?? 0) + 1);
  }

  /** Some of the items, to be sent again. */
  only(rows: readonly number[]): OpenItems {
    const some = new OpenItems(this.#setting);
    for (const row of rows) {
      const frame = this.#frames[row];
      if (frame === undefined) some.add(this.#values[row], this.position(row));
      else some.addFrame(frame);
      some.#begun.push(this.#begun[row] ?? 0);
    }
    return some;
  }

  /** The items as they are sent. */
  send(events: SentItems['events']): SentItems {
    const { remote, known } = this.#setting;
    const frames = this.#frames;
    const numbers = new FailureNumbers(known);
    const failures = [...known];
    const absent: SentItems['absent'][number][] = [];
    const columns = remote.inputs.map((slot) => (frames.length === 0 ? this.#values : frames.map(({ slots }) => slots[slot])));
    if (frames.some(({ lacks }) => lacks))
      columns.forEach((column, index) =>
        column.forEach((value, row) => {
          if (!(value instanceof Absent)) return;
          const { failure } = value;
          column[row] = undefined;
          const number = failure === undefined ? undefined : numbers.of(failure);
          if (failure !== undefined && number === failures.length) failures.push(failure);
          absent.push([row, remote.inputs[index] ?? 0, number]);
        }),
      );
    this.failures = failures;
    const indices = frames.length > 0 ? frames.map(({ index }) => index) : this.#positions;
    const first = indices[0] ?? 0;
    return {
      count: this.count,
      first,
      indices: indices.every((index, row) => index === first + row) ? undefined : indices,
      keys: this.#setting.step.key === undefined ? undefined : frames.map(({ key }) => key),
      slots: remote.inputs,
      columns,
      absent,
      failures: numbers.sent,
      events,
    };
  }

  #newFrame(): Frame {
    const { owner, step, around } = this.#setting;
    return new Frame(owner, step.body, around, step.name);
  }
}
