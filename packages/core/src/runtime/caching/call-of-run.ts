import type { Asker } from '../../cache/asker';
import type { Maker } from '../../cache/flights';
import { Cancellation } from '../cancellation';
import type { NodeCall } from '../layers/node-call';

/** A call as a cache, which does not know of runs, sees it: who asks, and who computes what others wait for. */
export class CallOfRun implements Asker, Maker {
  protected readonly call: NodeCall;

  constructor(call: NodeCall) {
    this.call = call;
  }

  /** What keeps the cache from doing its work is told to those who listen to the run. */
  warned(cause: string, message: string): void {
    const { events } = this.call.run;
    if (events.listening) events.cacheWarned(this.call, cause, message);
  }

  get isGivenUp(): boolean {
    return this.call.isGivenUp;
  }

  whenGivenUp(callback: () => void): () => void {
    const watch = new Cancellation(this.call.frame.owner.cancellation, callback);
    return () => watch.detach();
  }
}
