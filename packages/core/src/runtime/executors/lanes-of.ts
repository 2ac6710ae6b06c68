import type { Subscriber } from 'rxjs';
import type { Batch } from '../batch';
import type { Frame } from '../frame';
import { Lane } from '../lane';
import type { LaneHost } from '../lane-host';
import type { FarLane, RemoteHost } from './remote-host';
import { RemoteLane } from './remote-lane';
import { RemotePass } from './remote-pass';

/** The lanes of a pass: how many there are at most, and how one is made. */
export interface Lanes {
  readonly concurrency: number;
  readonly create: (subscriber: Subscriber<Batch>) => Lane | FarLane;
  /** There will be no more items. */
  readonly close: () => void;
}

/** Lanes that run items here, or that have them run elsewhere. */
export function lanesOf(host: LaneHost<Lane> & RemoteHost, around: Frame): Lanes {
  const { run, step } = host;
  const pass = RemotePass.of(run, step, around);
  if (pass === undefined)
    return { concurrency: step.concurrency, create: (subscriber) => new Lane(host, subscriber), close: () => undefined };
  return { concurrency: pass.lanes, create: (subscriber) => new RemoteLane(host, subscriber, pass), close: () => pass.close() };
}
