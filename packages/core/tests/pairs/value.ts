/** What methods of the stacks give: a number, and where fields of it are taken, a tuple that has the fields too. */
export type Value = number | readonly [number, number];

/** A tuple for `@unpackFields` that is a record for `@extractFields`. */
export function taken(value: number): Value {
  return withFields([value, value + 1]);
}

/** Adds to a value, or to each entry of a tuple. */
export function bump(value: Value, by: number): Value {
  return typeof value === 'number' ? value + by : withFields([value[0] + by, value[1] + by]);
}

/** The entry of a tuple. */
export function entryOf(value: Value, index: 0 | 1): Value {
  if (typeof value === 'number') throw new TypeError('a number has no entries');
  return value[index];
}

function withFields([p, q]: readonly [number, number]): Value {
  return Object.assign([p, q] as const, { p, q });
}
