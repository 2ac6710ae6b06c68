import type { ItemErrorPolicy } from '../graph/graph-node';
import type { FanOutItems } from './fan-out-items';

/** Whether a fan-out has just had one failed item more than it tolerates; a share of the items is judged when the source has ended. */
export function exceedsTolerance(
  { onItemError, window }: { onItemError: ItemErrorPolicy; window: number },
  items: FanOutItems,
  atEnd: boolean,
): boolean {
  if (onItemError.kind !== 'tolerate' || items.gaveUp !== undefined) return false;
  if ('count' in onItemError) return items.failed > onItemError.count;
  return atEnd ? items.failed * 100 > onItemError.percent * items.count : items.failed > window;
}
