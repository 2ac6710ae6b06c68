import { bufferOverflow } from '../errors/source-errors';
import { refusePromise, type SourceSetting } from './iterator-sources';
import { END, WAIT, type Source } from './source';

/** What an Observable (of any library) offers. */
export interface Subscribable {
  subscribe(observer: {
    next: (item: unknown) => void;
    error: (error: unknown) => void;
    complete: () => void;
  }): { unsubscribe(): void } | undefined;
}

/** The items of an Observable. It cannot be asked to wait, so items queue up, at most `buffer` of them (F2). */
export class ObservableSource implements Source {
  readonly #setting: SourceSetting;
  readonly #buffer: number;
  #queue: unknown[] = [];
  #next = 0;
  #received = 0;
  #ended = false;
  #closed = false;
  #subscription: { unsubscribe(): void } | undefined;

  constructor(observable: Subscribable, buffer: number, setting: SourceSetting) {
    this.#setting = setting;
    this.#buffer = buffer;
    const { run, listener } = setting;
    // An Observable may tell from any async context; the work goes on in that of the run (C3).
    this.#subscription = observable.subscribe({
      next: (item) => run.inContext(() => this.#receive(item)),
      error: (error) => {
        if (this.#closed || this.#ended) return;
        this.#ended = true;
        run.inContext(() => listener.sourceFailed(error));
      },
      complete: () => {
        if (this.#closed || this.#ended) return;
        this.#ended = true;
        run.inContext(() => listener.wake());
      },
    });
    if (this.#closed) this.#subscription?.unsubscribe();
  }

  take(): unknown {
    if (this.#closed) return END;
    if (this.#next < this.#queue.length) {
      const item = this.#queue[this.#next];
      this.#queue[this.#next++] = undefined;
      // Taking off the front one by one would be quadratic.
      if (this.#next === this.#queue.length || this.#next > 4096) {
        this.#queue = this.#queue.slice(this.#next);
        this.#next = 0;
      }
      return item;
    }
    return this.#ended ? END : WAIT;
  }

  request(): void {
    // An Observable tells by itself.
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#queue = [];
    if (!this.#ended) this.#subscription?.unsubscribe();
  }

  #receive(item: unknown): void {
    if (this.#closed || this.#ended) return;
    const { node, listener } = this.#setting;
    try {
      this.#queue.push(refusePromise(item, node, this.#received++));
    } catch (error) {
      return listener.sourceFailed(error);
    }
    listener.wake();
    if (this.#queue.length - this.#next > this.#buffer) listener.sourceFailed(bufferOverflow(node, this.#buffer));
  }
}
