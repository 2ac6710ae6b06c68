import type { PlannedNode } from './planned-node';
import type { Sink, SlotRef } from './block';

/** A block while it is gathered: which calls and passes happen in one phase of a scope. */
export interface BlockDraft {
  readonly scope: readonly string[];
  /** The phase in each fan-out of the scope, outermost first. */
  readonly phases: readonly number[];
  readonly calls: PlannedNode[];
  readonly passes: PassDraft[];
}

/** A pass while it is gathered. */
export interface PassDraft {
  readonly parallelizable: string;
  readonly body: BlockDraft;
  readonly sinks: Sink[];
  stream: SlotRef | 'inner' | undefined;
}

/** Hands out the drafts of blocks; asking for one makes sure that the passes around it exist. */
export class BlockDrafts {
  readonly root: BlockDraft = { scope: [], phases: [], calls: [], passes: [] };
  readonly #passes = new Map<string, PassDraft>();

  /** The block of a scope in a phase. */
  block(scope: readonly string[], phases: readonly number[]): BlockDraft {
    return scope.length === 0 ? this.root : this.pass(scope, phases).body;
  }

  /** The pass over the innermost fan-out of a scope in a phase. */
  pass(scope: readonly string[], phases: readonly number[]): PassDraft {
    const parallelizable = scope.at(-1) ?? '';
    const id = `${phases.join('.')} ${parallelizable}`;
    let pass = this.#passes.get(id);
    if (pass === undefined) {
      pass = { parallelizable, body: { scope, phases, calls: [], passes: [] }, sinks: [], stream: undefined };
      this.#passes.set(id, pass);
      this.block(scope.slice(0, -1), phases.slice(0, -1)).passes.push(pass);
    }
    return pass;
  }

  /** The passes over each fan-out, in the order in which they happen. */
  byFanOut(): Map<string, PassDraft[]> {
    const groups = new Map<string, PassDraft[]>();
    for (const pass of this.#passes.values()) {
      const group = groups.get(pass.parallelizable);
      if (group === undefined) groups.set(pass.parallelizable, [pass]);
      else group.push(pass);
    }
    for (const group of groups.values()) group.sort((a, b) => comparePhases(a.body.phases, b.body.phases));
    return groups;
  }
}

/** The outer phase decides first. */
function comparePhases(a: readonly number[], b: readonly number[]): number {
  for (let level = 0; level < a.length; level++) {
    const difference = (a[level] ?? 0) - (b[level] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
