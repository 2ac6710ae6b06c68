import { Observable } from 'rxjs';
import type { RunEvent } from '../runtime/run-event';
import type { Run } from './run';

/** A cold Observable of a run: subscribing starts it, unsubscribing cancels it. */
export function observeRun<T>(start: () => Run<T>): Observable<RunEvent<T>> {
  return new Observable((subscriber) => {
    const run = start();
    let ended = false;
    const events = run.events.subscribe({
      next: (event) => {
        ended ||= event.type === 'run-finished' || event.type === 'run-failed';
        subscriber.next(event);
      },
      error: (error) => subscriber.error(error),
      // After the last event, for which a slow subscriber may still have to wait when the outputs are there.
      complete: () =>
        void run.outputs.then(
          () => subscriber.complete(),
          (error: unknown) => subscriber.error(error),
        ),
    });
    return () => {
      events.unsubscribe();
      if (!ended) void run.cancel(new Error('The subscriber has unsubscribed.'));
    };
  });
}
