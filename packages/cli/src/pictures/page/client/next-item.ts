import type { Arrow } from './visible-graph';
import type { Rectangle } from './layout';

export type Direction = 'left' | 'right' | 'up' | 'down';

/** What is joined by an arrow counts as this much nearer. */
const JOINED = 0.25;

/** The item to which an arrow key leads: one in this direction, near, and rather one that is joined to it. */
export function nextItem(
  items: readonly (Rectangle & { readonly id: string })[],
  arrows: readonly Pick<Arrow, 'from' | 'to'>[],
  from: string,
  direction: Direction,
): string | undefined {
  const start = items.find(({ id }) => id === from);
  if (start === undefined) return undefined;
  const joined = new Set(arrows.flatMap((arrow) => (arrow.from === from ? [arrow.to] : arrow.to === from ? [arrow.from] : [])));
  let best: string | undefined;
  let least = Infinity;
  for (const item of items) {
    const { ahead, aside } = distances(start, item, direction);
    // Half a pixel: items of one rank may be that much apart by rounding.
    if (item.id === from || ahead < 1 || aside > 6 * ahead) continue;
    const cost = (ahead + 2 * aside) * (joined.has(item.id) ? JOINED : 1);
    if (cost < least) [best, least] = [item.id, cost];
  }
  return best;
}

function distances(from: Rectangle, to: Rectangle, direction: Direction): { ahead: number; aside: number } {
  const x = to.x + to.width / 2 - from.x - from.width / 2;
  const y = to.y + to.height / 2 - from.y - from.height / 2;
  const isAcross = direction === 'left' || direction === 'right';
  const along = isAcross ? x : y;
  return { ahead: direction === 'left' || direction === 'up' ? -along : along, aside: Math.abs(isAcross ? y : x) };
}
