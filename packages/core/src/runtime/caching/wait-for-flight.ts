import type { Flight, FlightEnd } from '../../cache/flights';
import { RunAbortedError } from '../../errors/run-aborted-error';
import { Cancellation } from '../cancellation';
import type { NodeCall } from '../layers/node-call';

/**
 * Waits for what another call computes; rejects when this one is given up meanwhile, which the other one does not notice. If that one is given up, it is not waited for
 * any longer: it may never end.
 */
export function waitForFlight({ maker, ended, end }: Flight, call: NodeCall): Promise<FlightEnd> {
  const { cancellation } = call.frame.owner;
  if (cancellation.stopped) return Promise.reject(new RunAbortedError(cancellation.reason));
  return new Promise((resolve, reject) => {
    const stopWatching = maker.whenGivenUp(() => end({ kind: 'abandoned' }));
    const giveUp = new Cancellation(cancellation, () => {
      stopWatching();
      reject(new RunAbortedError(cancellation.reason));
    });
    void ended.then((flightEnd) => {
      stopWatching();
      giveUp.detach();
      resolve(flightEnd);
    });
  });
}
