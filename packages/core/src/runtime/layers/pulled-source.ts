import { invalidIteratorResult } from '../../errors/source-errors';
import { isThenable } from '../../types/thenable';
import { refusePromise, type SourceSetting } from '../iterator-sources';
import { END, WAIT, type Source } from '../source';
import { awaitLayers } from './await-layers';
import type { OpenedIterator } from './opened-iterator';

/** The items of an iterator whose pulls have layers, and may each have to wait. */
export class PulledSource implements Source {
  readonly #items: OpenedIterator;
  readonly #setting: SourceSetting;
  #ready: unknown = WAIT;
  #taken = 0;
  #isPulling = false;
  #isClosed = false;

  constructor(items: OpenedIterator, setting: SourceSetting) {
    this.#items = items;
    this.#setting = setting;
  }

  take(): unknown {
    if (this.#ready !== WAIT) {
      const item = this.#ready;
      this.#ready = WAIT;
      return item;
    }
    if (this.#isClosed) return END;
    if (this.#isPulling) return WAIT;
    this.#isPulling = true;
    let pulled: unknown;
    try {
      pulled = this.#items.pull();
    } catch (error) {
      this.#isPulling = false;
      throw error;
    }
    if (isThenable(pulled)) {
      this.#await(pulled);
      return WAIT;
    }
    this.#isPulling = false;
    // A generator that aborted its own run is closed only now, since it could not be while it was running.
    if (this.#isClosed) this.#items.close();
    return this.#isClosed ? END : this.#read(pulled);
  }

  request(): void {
    // Whoever took `WAIT` has asked.
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#ready = WAIT;
    if (!this.#isPulling) this.#items.close();
  }

  #await(pulled: PromiseLike<unknown>): void {
    const { run, listener } = this.#setting;
    void awaitLayers(run, pulled, {
      value: (result) => {
        this.#isPulling = false;
        if (this.#isClosed) return this.#items.close();
        try {
          const item = this.#read(result);
          if (item !== END) this.#ready = item;
        } catch (error) {
          return listener.sourceFailed(error);
        }
        listener.wake();
      },
      error: (error) => {
        this.#isPulling = false;
        if (this.#isClosed) this.#items.close();
        else listener.sourceFailed(error);
      },
    });
  }

  /** The item that an iterator's result has, or `END`. */
  #read(result: unknown): unknown {
    const { node } = this.#setting;
    if (typeof result !== 'object' || result === null) throw invalidIteratorResult(node, result);
    if (!('done' in result && result.done === true))
      return refusePromise('value' in result ? result.value : undefined, node, this.#taken++);
    this.#isClosed = true;
    this.#items.ended();
    return END;
  }
}
