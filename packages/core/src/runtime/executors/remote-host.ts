import type { FrameOwner } from '../frame';
import type { LaneHost } from '../lane-host';

/** A lane whose items run elsewhere, as its fan-out sees it. */
export interface FarLane extends FrameOwner {
  readonly frame: undefined;
  run(): void;
  finish(): void;
}

/** The fan-out that such a lane works for. */
export interface RemoteHost extends LaneHost<FarLane> {
  sourceFailed(error: unknown): void;
}
