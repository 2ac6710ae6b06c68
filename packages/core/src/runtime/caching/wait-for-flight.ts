import type { Flight, FlightEnd } from '../../cache/flights';
import { RunAbortedError } from '../../errors/run-aborted-error';
import { Cancellation } from '../cancellation';
import type { NodeCall } from '../layers/node-call';

/** Waits for what another call computes; rejects when this one is given up meanwhile, which the other one does not notice. */
export function waitForFlight({ ended }: Flight, { frame }: NodeCall): Promise<FlightEnd> {
  return new Promise((resolve, reject) => {
    const giveUp = new Cancellation(frame.owner.cancellation, () => reject(new RunAbortedError(giveUp.reason)));
    void ended.then((end) => {
      giveUp.detach();
      resolve(end);
    });
  });
}
