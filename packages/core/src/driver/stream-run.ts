import type { StreamedEntry } from '../runtime/run-setting';
import type { StartedRun } from '../runtime/start-run';
import { StreamQueue } from '../runtime/stream-queue';
import type { StreamEntry } from './stream-entry';

/** Starts a run when its stream is iterated, and cancels it when the loop is left. */
export function streamRun<T>(start: (queue: StreamQueue<StreamedEntry>) => StartedRun): AsyncIterable<StreamEntry<T>> {
  return {
    async *[Symbol.asyncIterator]() {
      const queue = new StreamQueue<StreamedEntry>();
      const run = start(queue);
      try {
        for (let next = await queue.take(); next.done !== true; next = await queue.take()) {
          // The checker has looked the type up by the node's name.
          yield next.value as StreamEntry<T>;
        }
      } finally {
        await run.cancel(new Error('The loop over the stream was left.'));
      }
    },
  };
}
