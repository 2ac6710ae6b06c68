import type { Argument } from '../plan/block';

/** The slot of the frame itself that an argument is. */
export function ownSlot(argument: Argument): number | undefined {
  return argument.kind === 'slot' && argument.up === 0 ? argument.slot : undefined;
}

/** A list, if nothing in it is missing. */
export function allDefined(slots: readonly (number | undefined)[]): readonly number[] | undefined {
  const defined = slots.filter((slot) => slot !== undefined);
  return defined.length === slots.length ? defined : undefined;
}
