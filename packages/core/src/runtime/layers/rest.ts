import { Cancellation } from '../cancellation';
import type { NodeCall } from './node-call';

/** Lets so many milliseconds pass, or fewer when the call is given up meanwhile. */
export function rest({ frame, run }: NodeCall, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const stopWaiting = run.clock.after(ms, () => {
      watch.detach();
      resolve();
    });
    const watch = new Cancellation(frame.owner.cancellation, () => {
      stopWaiting();
      resolve();
    });
  });
}
