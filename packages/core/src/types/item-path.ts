/** One step into a fan-out: which item of which parallelizable. */
export interface ItemPathEntry {
  readonly parallelizable: string;
  /** Position in the source, from 0. */
  readonly index: number;
  /** What the parallelizable's `key` option says, by default the index as a string. */
  readonly key: string;
}

/** The items a node runs in, outermost first; `[]` at the root. */
export type ItemPath = readonly ItemPathEntry[];

/** Writes a path as error texts show it: `region[3]="eu-west" / city[0]`. A key that only repeats the index is left out. */
export function formatItemPath(path: ItemPath): string {
  return path
    .map(({ parallelizable, index, key }) => `${parallelizable}[${index}]` + (key === String(index) ? '' : `=${JSON.stringify(key)}`))
    .join(' / ');
}
