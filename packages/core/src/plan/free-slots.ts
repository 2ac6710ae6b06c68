import type { Block } from './block';
import type { NamedSlot } from './plan-data';

/** Tells for each step of the root block which slots it is the last to read: what is not an output is let go when it has been used. */
export function freeSlots(root: Block, outputs: readonly NamedSlot[]): Block {
  const wanted = new Set(outputs.map(({ slot }) => slot));
  const lastReader = new Map<number, number>();
  root.steps.forEach(({ needs }, position) => needs.forEach((slot) => lastReader.set(slot, position)));
  const steps = root.steps.map((step, position) => ({
    ...step,
    frees: step.needs.filter((slot) => lastReader.get(slot) === position && !wanted.has(slot)),
  }));
  // A spread would read the names of the slots before the last is handed out.
  return { scope: root.scope, slots: root.slots, steps, released: root.released };
}
