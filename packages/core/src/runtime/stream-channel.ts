/** Takes the entries of a stream. */
export interface StreamSink<T> {
  push(entry: T): void;
}

interface Held<T> {
  readonly entries: T[];
  closed: boolean;
}

/**
 * Passes on what the items of a fan-out stream, in the order of their positions (or as it comes): the oldest open item is passed through,
 * what younger ones push is held back until it is their turn.
 */
export class StreamChannel<T = unknown> implements StreamSink<T> {
  readonly #sink: StreamSink<T>;
  readonly #onClose: () => void;
  readonly #held = new Map<number, Held<T>>();
  #next = 0;

  constructor(sink: StreamSink<T>, onClose: () => void = () => undefined) {
    this.#sink = sink;
    this.#onClose = onClose;
  }

  push(entry: T): void {
    this.#sink.push(entry);
  }

  close(): void {
    this.#onClose();
  }

  /** The channel of one item. */
  inner(position: number, ordered: boolean): StreamChannel<T> {
    if (!ordered) return new StreamChannel(this.#sink);
    return new StreamChannel({ push: (entry) => this.#accept(position, entry) }, () => this.#closed(position));
  }

  #accept(position: number, entry: T): void {
    if (position === this.#next) this.#sink.push(entry);
    else this.#hold(position).entries.push(entry);
  }

  #closed(position: number): void {
    if (position !== this.#next) {
      this.#hold(position).closed = true;
      return;
    }
    for (;;) {
      this.#held.delete(this.#next++);
      const held = this.#held.get(this.#next);
      if (held === undefined) return;
      for (const entry of held.entries.splice(0)) this.#sink.push(entry);
      if (!held.closed) return;
    }
  }

  #hold(position: number): Held<T> {
    let held = this.#held.get(position);
    if (held === undefined) this.#held.set(position, (held = { entries: [], closed: false }));
    return held;
  }
}
