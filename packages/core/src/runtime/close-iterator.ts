import { Failure } from './failure';
import { awaitLayers } from './layers/await-layers';
import type { RunState } from './run-state';

/**
 * Calls an iterator's `return()`; what it throws is a failure like any other (F3). It is in flight, and holds no permit: that of a generator is not answered before
 * the pull under way is, which may be never.
 */
export function closeIterator(run: RunState, iterator: { return?: (value?: unknown) => unknown }, node: string): void {
  const failed = (error: unknown): void => {
    const failure = new Failure(node, [], error);
    if (run.stopped) run.failedLate(failure);
    else run.survive(failure, true);
  };
  run.inContext(() => {
    try {
      const closed = iterator.return?.();
      if (typeof closed === 'object' && closed !== null && 'then' in closed)
        void awaitLayers(run, closed, { value: () => undefined, error: failed });
    } catch (error) {
      failed(error);
    }
  });
}
