import type { SlotRef } from './block';

/** Hands out the slots of every scope's frame. A scope is known by its innermost parallelizable, since that has one scope only. */
export class SlotLayout {
  readonly #slots = new Map<string, Map<string, number>>();

  /** The slot that holds `name` in the frames of a scope; new names get the next one. */
  slot(scope: readonly string[], name: string): number {
    const slots = this.#slotsOf(scope);
    const known = slots.get(name);
    if (known !== undefined) return known;
    slots.set(name, slots.size);
    return slots.size - 1;
  }

  /** Where a step at `depth` finds a name that lives in `scope`. */
  reference(depth: number, scope: readonly string[], name: string): SlotRef {
    return { up: depth - scope.length, slot: this.slot(scope, name) };
  }

  /** What fills the slots of a scope's frames. */
  names(scope: readonly string[]): string[] {
    return [...this.#slotsOf(scope).keys()];
  }

  #slotsOf(scope: readonly string[]): Map<string, number> {
    const innermost = scope.at(-1) ?? '';
    let slots = this.#slots.get(innermost);
    // Slot 0 of an item's frame is the item, which is the value of the parallelizable.
    if (slots === undefined) this.#slots.set(innermost, (slots = new Map(innermost === '' ? [] : [[innermost, 0]])));
    return slots;
  }
}

/** The names of slots that hold no node's value. */
export const slotNames = {
  pass: (parallelizable: string, phases: readonly number[]): string => `${parallelizable} pass ${phases.join('.')}`,
  column: (collector: string, parameter: number): string => `${collector} column ${parameter}`,
};
