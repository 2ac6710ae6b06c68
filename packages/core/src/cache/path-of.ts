/** Where the last of some values is in the first, each being directly in the one before it: `.items[3].format`. */
export function pathOf(values: readonly unknown[]): string {
  return values
    .slice(1)
    .map((value, index) => stepTo(value, values[index]))
    .join('');
}

function stepTo(value: unknown, parent: unknown): string {
  if (Array.isArray(parent)) return `[${parent.indexOf(value)}]`;
  if (parent instanceof Map) return ' in the map';
  const key = Object.entries(parent ?? {}).find(([, entry]) => entry === value)?.[0];
  return key === undefined ? '' : `.${key}`;
}
