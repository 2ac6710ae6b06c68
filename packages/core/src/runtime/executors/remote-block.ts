import type { SlotRef } from '../../plan/block';
import type { Pace } from './pace';

/** A parameter of a collector that is folded where the items run: only accumulators come back. */
interface RemoteFold {
  readonly sink: number;
  readonly column: number;
  /** The slot, behind those of the block, that receives the accumulator of a batch. */
  readonly slot: number;
}

/** What of a block's values crosses, when its items run elsewhere. */
export interface RemoteBlock {
  /** Which fan-out step of the plan it is, and what the plan comes to: the other side must have the same. */
  readonly place: number;
  readonly fingerprint: string;
  /** What fills the slots of an item's frame, for messages. */
  readonly names: readonly string[];
  /** Slots that an item brings along. */
  readonly inputs: readonly number[];
  /** Slots of the frames around that the block reads, counted from the item's. */
  readonly around: readonly SlotRef[];
  /** Slots that come back. */
  readonly outputs: readonly number[];
  /** Slots that the block fills. */
  readonly filled: readonly number[];
  readonly folds: readonly RemoteFold[];
  /** How far items may run ahead of the oldest unfinished one, where something folds in source order. */
  readonly window: number;
  /** Whether the item itself is needed after it has been sent. */
  readonly keepsItems: boolean;
  /** Whether some call of the block takes a context. */
  readonly hasContext: boolean;
  /** Nodes in whose place an override stands. */
  readonly overridden: readonly string[];
  readonly pace: Pace;
}
