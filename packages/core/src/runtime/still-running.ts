import { formatItemPath } from '../types/item-path';
import { PENDING } from './absent';
import type { Frame } from './frame';

/** At most so many calls are named. */
const NAMED = 10;

/** Names the calls that a stopped run no longer waits for (E1). */
export function describeStillRunning(root: Frame | undefined, graceMs: number): string {
  const names: string[] = [];
  const open = root === undefined ? [] : [root];
  for (let frame = open.pop(); frame !== undefined; frame = open.pop()) {
    const path = frame.path.length === 0 ? '' : ` in ${formatItemPath(frame.path)}`;
    for (const step of frame.block.steps)
      if (step.kind === 'call' && (frame.slots[step.target] === PENDING || step.position === frame.awaited))
        names.push(`"${step.node}"${path}`);
    for (const fanOut of frame.fanOuts ?? []) for (const lane of fanOut.lanes) if (lane.frame !== undefined) open.push(lane.frame);
  }
  if (names.length === 0) return '';
  const rest = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  return `\nStill running after ${graceMs} ms of grace: ${names.slice(0, NAMED).join(', ')}${rest}. What they return later is dropped; pass the context's signal on to what they wait for.`;
}
