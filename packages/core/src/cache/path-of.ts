/** Of a longer path the beginning is told. */
const LONGEST = 100;

/** Where the last of some values is in the first, each being directly in the one before it: `.items[3].format`. */
export function pathOf(values: readonly unknown[]): string {
  const path = values
    .slice(1)
    .map((value, index) => stepTo(value, values[index]))
    .join('');
  return path.length > LONGEST ? `${path.slice(0, LONGEST)}…` : path;
}

function stepTo(value: unknown, parent: unknown): string {
  if (Array.isArray(parent)) return `[${parent.indexOf(value)}]`;
  if (parent instanceof Map) return ' in the map';
  // To read all would call a getter again that has thrown.
  const key = Object.entries(Object.getOwnPropertyDescriptors(parent ?? {})).find(([, entry]) => entry.value === value)?.[0];
  return key === undefined ? '' : `.${key}`;
}
