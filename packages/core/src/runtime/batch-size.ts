import type { Column } from '../plan/block';
import { isEndless, type Reducer } from '../types/reducer';

/** A collector, as far as its columns go. */
interface Gathered {
  readonly columns: readonly (Pick<Column, 'kind'> & { readonly reducer: Reducer<unknown, unknown, unknown> | undefined })[];
}

/** Where something is folded, what the items of a batch have is in memory until the batch is handed over. */
export const FOLDED = 64;
/** What is listed is kept anyway. */
const LISTED = 1024;

/** How many items that have ended are handed over to collectors at once. */
export function batchSizeOf(sinks: readonly Gathered[]): number {
  if (sinks.some(mayStop)) return 1;
  return sinks.every(({ columns }) => columns.every(({ kind }) => kind === 'list')) ? LISTED : FOLDED;
}

/** Whether a collector may want no more entries from some time on, so that they must reach it at once. */
function mayStop({ columns }: Gathered): boolean {
  return columns.every(({ kind }) => kind === 'fold') && columns.some(({ reducer }) => reducer !== undefined && !isEndless(reducer));
}
