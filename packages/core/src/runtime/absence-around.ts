import { type Absent, absenceAmong } from './absent';
import type { Frame } from './frame';
import type { LinkedSink } from './program';

/** Whether a value outside the fan-out that the gathered ones need is absent; then so is the collector's. */
export function absenceAround(frame: Frame, sink: LinkedSink): Absent | undefined {
  if (!frame.lacks) return undefined;
  let found: Absent | undefined;
  for (const requirement of sink.outer) {
    const absent = absenceAmong([requirement], frame);
    if (absent === undefined || (absent.failure !== undefined && requirement.settled)) continue;
    if (found === undefined || found.failure === undefined) found = absent;
  }
  return found;
}
