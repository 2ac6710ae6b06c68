import { isThenable } from '../../types/thenable';
import type { Landing } from '../landings';
import type { RunState } from '../run-state';

/**
 * Waits for a call with layers around it. It is in flight, but takes no permit for all that time: its layers take one for the call itself, and may wait for
 * others meanwhile (F10).
 */
export async function awaitLayers(run: RunState, result: unknown, landing: Landing): Promise<void> {
  run.depart();
  run.permits.free();
  let outcome: unknown;
  let fulfilled = true;
  try {
    outcome = await result;
  } catch (error) {
    outcome = error;
    fulfilled = false;
  }
  run.permits.take();
  run.land(landing, outcome, fulfilled);
}

/** Goes on when hooks, which handle their own failures, have been told: at once, where that took no time. */
export function whenTold(run: RunState, told: unknown, goOn: () => void): void {
  if (isThenable(told)) void awaitLayers(run, told, { value: goOn, error: goOn });
  else goOn();
}
