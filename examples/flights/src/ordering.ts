/** Orders codes as their characters do, whatever the locale. */
function byCode(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The entries with the largest figures, largest first; those with the same figure stay in the order they came in. */
export function largest<T>(count: number, entries: readonly T[], figure: (entry: T) => number): T[] {
  return [...entries].sort((a, b) => figure(b) - figure(a)).slice(0, count);
}

/** The flights of each code, sorted by code. */
export function groupByCode<T>(entries: readonly T[], code: (entry: T) => string): [code: string, entries: T[]][] {
  const groups = new Map<string, T[]>();
  for (const entry of entries) {
    const group = groups.get(code(entry));
    if (group === undefined) groups.set(code(entry), [entry]);
    else group.push(entry);
  }
  return [...groups].sort(([a], [b]) => byCode(a, b));
}
