import type { SlotRef } from '../plan/block';
import type { ItemPath, ItemPathEntry } from '../types/item-path';
import { EMPTY, PENDING } from './absent';
import type { Cancellation } from './cancellation';
import type { Failure } from './failure';
import type { FrameView } from './frame-view';
import type { LinkedBlock, LinkedStep } from './program';
import { NONE } from './odd';
import type { StreamChannel } from './stream-channel';

/** Who started the block that a frame is in, and is told how it ends. */
export interface FrameOwner {
  readonly cancellation: Cancellation;
  /** All steps of the block have run. */
  finished(frame: Frame): void;
  /** The block was given up, and nothing of it is under way any more. */
  abandoned(frame: Frame): void;
  /** A node of the frame failed, or a fan-out inside it. */
  failed(frame: Frame, failure: Failure): void;
  /** Something has failed in the frame while other steps of it are still under way. */
  weakened(frame: Frame): void;
}

/** A pass over a fan-out that is under way, with the items that its lanes wait for. */
export interface RunningPass {
  readonly lanes: Iterable<{ readonly frame: Frame | undefined }>;
}

/** The values of one item (or of the root), and how far its block has come. */
export class Frame implements FrameView {
  slots: unknown[];
  readonly parent: Frame | undefined;
  /** The parallelizable whose item it is; empty at the root. */
  readonly parallelizable: string;
  /** The position of the item in its source. */
  index = 0;
  #key: string | undefined;

  owner: FrameOwner;
  block: LinkedBlock;
  /** Steps of the block that have not ended. */
  left: number;
  /** What the latest call of the block gave if that is no plain value and nobody has dealt with it yet: a promise, `drop`, or an error. */
  odd: unknown = NONE;
  /** Whether its steps have ended one after the other, so that none behind the first that has not ended has run; slots may then be those of an earlier item. */
  inOrder = true;
  /** At the root, once steps end in any order: how many steps that have not ended need a slot. */
  #readers: Int32Array | undefined;
  /** The position of the call that is waited for while nothing else of the frame is under way and the slots do not say so; -1 where there is none. */
  awaited = -1;
  /** Steps that are under way. */
  waiting = 0;
  /** Whether some slot of this frame or of one around it is absent. */
  lacks: boolean;
  /** Whether something failed for this item. */
  failed = false;
  /** Position among the items of the current pass. */
  position = 0;
  /** Whether somebody may look at the frame when its item has ended: a context that asks for its path, say. */
  shared = false;
  /** Whether somebody may read the slots when the item has ended; another item has slots of its own then. */
  #areSlotsLent = false;
  /** Signals that nodes of this frame have asked for. */
  signals: Cancellation[] | undefined;
  stream: StreamChannel | undefined;
  /** Collectors of this frame whose reducers have thrown, in this frame or further in. */
  broken: Map<string, Failure> | undefined;
  /** Passes of this frame that are under way. */
  fanOuts: Set<RunningPass> | undefined;
  /** What the hooks of the fan-out know of the item, while it has not ended: theirs to read. */
  told: object | undefined;
  /** The data versions of values, by slots, where the cache has asked for them. */
  versions: (string | undefined)[] | undefined;

  constructor(owner: FrameOwner, block: LinkedBlock, parent?: Frame, parallelizable = '') {
    this.slots = block.template.slice();
    this.owner = owner;
    this.block = block;
    this.left = block.steps.length;
    this.parent = parent;
    this.parallelizable = parallelizable;
    this.lacks = parent !== undefined && parent.lacks;
  }

  /** Begins with an item; the frame may have served another one before. */
  begin(index: number, key: string | undefined): void {
    const { template, steps } = this.block;
    if (this.#areSlotsLent) this.#renewSlots();
    else if (this.left === 0) for (let slot = 0; slot < template.length; slot++) this.slots[slot] = template[slot];
    this.left = steps.length;
    this.index = this.position = index;
    this.#key = key;
    this.lacks = this.parent !== undefined && this.parent.lacks;
    this.failed = false;
    this.inOrder = true;
    this.versions = undefined;
  }

  /** Takes the next item after one that has gone plainly through its block; slots still hold what that has left. */
  take(item: unknown, position: number): void {
    if (this.#areSlotsLent) this.#renewSlots();
    this.slots[0] = item;
    this.index = this.position = position;
  }

  /** Empties the slots of the steps from a position on, which still hold what an earlier item has left. */
  forget(from: number): void {
    const { steps, template } = this.block;
    for (let position = from; position < steps.length; position++) {
      const target = steps[position]?.target ?? 0;
      this.slots[target] = template[target];
    }
  }

  /** From now on, steps may end in any order; those before a position have ended. */
  leaveOrder(from: number): void {
    this.inOrder = false;
    if (this.parent !== undefined || this.#readers !== undefined) return;
    const { steps } = this.block;
    const readers = (this.#readers = new Int32Array(this.slots.length));
    for (let position = from; position < steps.length; position++)
      for (const slot of steps[position]?.needs ?? []) readers[slot] = (readers[slot] ?? 0) + 1;
  }

  /** The steps from a position to another have ended. */
  leaveAll(from: number, to: number): void {
    if (this.#readers === undefined) this.left -= to - from;
    else this.block.steps.slice(from, to).forEach((step) => this.leave(step));
  }

  /** A step has ended. At the root, what only it still needed is let go, unless it is an output. */
  leave(step: LinkedStep): void {
    this.left--;
    const readers = this.#readers;
    if (readers === undefined) return;
    for (const slot of step.needs) {
      const left = (readers[slot] ?? 0) - 1;
      readers[slot] = left;
      // A step that lacks one value ends before the others are there.
      const isFilled = this.slots[slot] !== EMPTY && this.slots[slot] !== PENDING;
      if (left === 0 && isFilled && !this.block.outputs.has(slot)) this.slots[slot] = undefined;
    }
  }

  /** Keeps the frame, and those around it, from being used again. */
  share(): void {
    for (let frame: Frame | undefined = this; frame !== undefined && !frame.shared; frame = frame.parent) frame.shared = true;
  }

  /** The slots, for somebody who may read them when the item has ended. */
  lendSlots(): readonly unknown[] {
    this.#areSlotsLent = true;
    return this.slots;
  }

  #renewSlots(): void {
    this.slots = this.block.template.slice();
    this.#areSlotsLent = false;
  }

  /** What the item is called, where its fan-out says so. */
  get label(): string | undefined {
    return this.#key;
  }

  get key(): string {
    return this.#key ?? String(this.index);
  }

  /** The frame `up` levels outwards. */
  outwards(up: number): Frame {
    // A plan never points further out than the root.
    let frame: Frame = this;
    for (let level = up; level > 0 && frame.parent !== undefined; level--) frame = frame.parent;
    return frame;
  }

  get path(): ItemPath {
    const path: ItemPathEntry[] = [];
    for (let frame: Frame = this; frame.parent !== undefined; frame = frame.parent)
      path.push({ parallelizable: frame.parallelizable, index: frame.index, key: frame.key });
    return path.reverse();
  }

  /** A frame for the same item with the values of some slots, for a call that may be made when this one is not there any more. */
  capture(references: readonly SlotRef[]): Frame {
    const around = references.filter(({ up }) => up > 0).map(({ up, slot }) => ({ up: up - 1, slot }));
    // A block may have very many slots, of which few are read.
    const block = { ...this.block, template: [] };
    const captured = new Frame(this.owner, block, this.parent?.capture(around), this.parallelizable);
    for (const { up, slot } of references) if (up === 0) captured.slots[slot] = this.slots[slot];
    captured.begin(this.index, this.#key);
    return captured;
  }

  /** Begins another pass over a kept item. */
  enter(owner: FrameOwner, block: LinkedBlock, position: number): void {
    this.owner = owner;
    this.block = block;
    this.left = block.steps.length;
    this.position = position;
    this.inOrder = true;
    this.lacks ||= this.parent !== undefined && this.parent.lacks;
  }

  /** Lets go of what only the finished pass needed. */
  release(kept: boolean): void {
    if (kept) for (const slot of this.block.released) this.slots[slot] = undefined;
    this.releaseSignals();
  }

  releaseSignals(): void {
    if (this.signals === undefined) return;
    for (const signal of this.signals) signal.detach();
    this.signals = undefined;
  }
}
