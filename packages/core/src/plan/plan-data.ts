import type { Block } from './block';

/** An input, or a requested output, and its slot in the root frame. */
export interface NamedSlot {
  readonly name: string;
  readonly slot: number;
}

/** What a plan consists of. */
export interface PlanData {
  /** The steps at the root; fan-outs hold those of their items. */
  readonly root: Block;
  /** Inputs and config keys whose values the request reads. */
  readonly given: readonly NamedSlot[];
  /** What is returned, and under which key. */
  readonly outputs: readonly (NamedSlot & { readonly key: string })[];
}
