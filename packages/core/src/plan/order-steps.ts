import type { SlotRef, Step } from './block';

/** A step before its neighbours are known, with all that it reads and fills. */
export interface UnorderedStep {
  /** The fan-out that it is a pass over. */
  readonly fanOut: string | undefined;
  readonly make: (needs: readonly number[], dependants: readonly number[]) => Step;
  readonly reads: readonly SlotRef[];
  /** Slots of the block's own frame. */
  readonly fills: readonly number[];
}

/**
 * Orders the steps of a block so that each follows all that fill what it reads (Kahn 1962), and tells each who waits for it.
 * Those in or behind a circle are left out and reported.
 */
export function orderSteps(steps: readonly UnorderedStep[], onStuck: (step: UnorderedStep) => void): Step[] {
  const filledBy = new Map<number, number>();
  steps.forEach(({ fills }, index) => fills.forEach((slot) => filledBy.set(slot, index)));

  const needs = steps.map(({ reads, fills }) => [
    ...new Set(reads.filter(({ up, slot }) => up === 0 && filledBy.has(slot) && !fills.includes(slot)).map(({ slot }) => slot)),
  ]);
  const dependants: number[][] = steps.map(() => []);
  const waitsFor = needs.map((slots, index) => {
    const before = new Set(slots.map((slot) => filledBy.get(slot) ?? index));
    for (const other of before) dependants[other]?.push(index);
    return before.size;
  });

  const order = steps.map((_, index) => index).filter((index) => waitsFor[index] === 0);
  for (let next = 0; next < order.length; next++) {
    for (const dependant of dependants[order[next] ?? 0] ?? []) {
      const left = (waitsFor[dependant] ?? 0) - 1;
      waitsFor[dependant] = left;
      if (left === 0) order.push(dependant);
    }
  }

  if (order.length < steps.length) steps.filter((_, index) => (waitsFor[index] ?? 0) > 0).forEach(onStuck);

  const positions: number[] = [];
  order.forEach((index, position) => (positions[index] = position));
  return order.flatMap((index) => {
    const behind = (dependants[index] ?? []).map((dependant) => positions[dependant] ?? 0).sort((a, b) => a - b);
    return steps[index]?.make(needs[index] ?? [], behind) ?? [];
  });
}
