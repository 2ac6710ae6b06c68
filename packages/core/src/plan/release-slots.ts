import type { Block, FanOutStep, SlotRef } from './block';
import { readsOfSink } from './arguments';

/** One visit of a scope's frame: the block that runs then, and what its collectors take from it. */
interface Visit {
  readonly block: Block;
  readonly pass: FanOutStep;
  readonly reads: Set<number>;
  readonly taken: Set<number>;
}

/**
 * Tells for each pass which slots of an item's frame may be let go when the item has gone through it: all but those that its
 * collectors take and those that a later pass reads.
 */
export function releaseSlots(root: Block): Block {
  const visits = new Map<string, Visit[]>();
  collectVisits(root, [], visits);
  const releases = new Map<Block, readonly number[]>();
  for (const group of visits.values()) {
    const needed = new Set<number>();
    for (const { block, reads, taken } of group.reverse()) {
      releases.set(
        block,
        block.slots.flatMap((_, slot) => (needed.has(slot) ? [] : [slot])),
      );
      for (const slot of [...reads, ...taken]) needed.add(slot);
    }
  }
  return withReleases(root, releases);
}

/** Notes who reads which slot of which frame; blocks of one scope are met in the order of their phases. */
function collectVisits(block: Block, around: readonly Visit[], visits: Map<string, Visit[]>): void {
  const own = around.at(-1);
  const note = (references: readonly SlotRef[]): void => {
    for (const { up, slot } of references) around.at(-1 - up)?.reads.add(slot);
  };
  for (const step of block.steps) {
    note(step.requires);
    if (step.kind !== 'fan-out') continue;
    // Passes of one fan-out follow each other through these slots.
    if (own !== undefined) own.reads.add(step.items).add(step.target);
    note(step.sinks.flatMap(({ outer }) => outer));
    const visit: Visit = { block: step.body, pass: step, reads: new Set(), taken: new Set() };
    const group = visits.get(step.parallelizable);
    if (group === undefined) visits.set(step.parallelizable, [visit]);
    else group.push(visit);
    collectVisits(step.body, [...around, visit], visits);
    noteTaken(step, [...around, visit]);
  }
}

function noteTaken(step: FanOutStep, around: readonly Visit[]): void {
  const references = [...step.sinks.flatMap(readsOfSink), ...(typeof step.stream === 'object' ? [step.stream] : [])];
  for (const { up, slot } of references) around.at(-1 - up)?.[up === 0 ? 'taken' : 'reads'].add(slot);
}

function withReleases(block: Block, releases: ReadonlyMap<Block, readonly number[]>): Block {
  const steps = block.steps.map((step) => (step.kind === 'fan-out' ? { ...step, body: withReleases(step.body, releases) } : step));
  return { scope: block.scope, slots: block.slots, steps, released: releases.get(block) ?? [] };
}
