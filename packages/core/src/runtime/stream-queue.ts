import type { StreamSink } from './stream-channel';

/** What a stream hands to its consumer. */
export interface QueuedStream<T> extends StreamSink<T> {
  /** Whether the consumer is behind, so that no new item should be pulled; then it calls back when it is not. */
  isFull(resume: () => void): boolean;
  /** The run has ended, well or with an error. */
  end(end: object | { readonly error: unknown }): void;
}

/** Between a run and the consumer of its stream: items are pulled only while the queue is empty. */
export class StreamQueue<T> implements QueuedStream<T> {
  readonly #entries: T[] = [];
  readonly #resumes = new Set<() => void>();
  #end: object | undefined;
  #taker: { readonly resolve: (result: IteratorResult<T>) => void; readonly reject: (error: unknown) => void } | undefined;

  push(entry: T): void {
    const taker = this.#taker;
    this.#taker = undefined;
    if (taker !== undefined) taker.resolve({ done: false, value: entry });
    else this.#entries.push(entry);
  }

  isFull(resume: () => void): boolean {
    if (this.#entries.length === 0) return false;
    this.#resumes.add(resume);
    return true;
  }

  end(end: object | { readonly error: unknown }): void {
    this.#end = end;
    const taker = this.#taker;
    this.#taker = undefined;
    if (taker === undefined) return;
    if ('error' in end) taker.reject(end.error);
    else taker.resolve({ done: true, value: undefined });
  }

  /** The next entry; it may be asked for again only when this has been answered. */
  take(): Promise<IteratorResult<T>> {
    const entry = this.#entries.shift();
    if (entry !== undefined) {
      this.#resume();
      return Promise.resolve({ done: false, value: entry });
    }
    const end = this.#end;
    if (end === undefined) return new Promise((resolve, reject) => (this.#taker = { resolve, reject }));
    this.#end = {};
    return 'error' in end ? Promise.reject(end.error) : Promise.resolve({ done: true, value: undefined });
  }

  #resume(): void {
    if (this.#entries.length > 0) return;
    const resumes = [...this.#resumes];
    this.#resumes.clear();
    for (const resume of resumes) resume();
  }
}
