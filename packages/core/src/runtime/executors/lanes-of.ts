import type { Batch } from '../batch';
import type { Frame } from '../frame';
import { Lane } from '../lane';
import type { LaneHost } from '../lane-host';
import type { LanePoolSetting } from '../lane-pool';
import type { FarLane, RemoteHost } from './remote-host';
import { RemoteLane } from './remote-lane';
import { RemotePass } from './remote-pass';

/** The lanes of a pass: how many there are at most, and how one is made. */
export interface Lanes extends Pick<LanePoolSetting<Lane | FarLane, Batch>, 'concurrency' | 'create'> {
  /** There will be no more items. */
  readonly close: () => void;
}

/** Lanes that run items here, or that have them run elsewhere. */
export function lanesOf(host: LaneHost<Lane> & RemoteHost, around: Frame): Lanes {
  const { run, step } = host;
  const pass = RemotePass.of(run, step, around);
  if (pass === undefined) return { concurrency: step.concurrency, create: (taker) => new Lane(host, taker), close: () => undefined };
  return { concurrency: pass.lanes, create: (taker) => new RemoteLane(host, taker, pass), close: () => pass.close() };
}
