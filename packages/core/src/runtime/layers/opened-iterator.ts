import { isThenable } from '../../types/thenable';
import { closeIterator } from '../close-iterator';
import { NodeCall, type Layer, type Next } from './node-call';
import { permitLayer } from './permit-layer';

/** What an iterator gives when it is asked for an item. */
type Pulled = unknown;

/** An iterator, and of which kind it is: that does not show. */
export type AnyIterator =
  { readonly isAsync: false; readonly iterator: Iterator<unknown> } | { readonly isAsync: true; readonly iterator: AsyncIterator<unknown> };

/**
 * The iterator of a parallelizable whose calls have layers (F9): each pull goes through those for pulls. The first may have been made already, as a part of
 * the call that is repeated when it fails.
 */
export class OpenedIterator {
  readonly opened: AnyIterator;
  readonly #pull: Next;
  readonly #layers: readonly Layer[];
  readonly #call: NodeCall;
  #first: { readonly pulled: Pulled } | undefined;
  #isClosed = false;

  constructor(opened: AnyIterator, { call, layers }: { call: NodeCall; layers: readonly Layer[] }) {
    this.opened = opened;
    this.#layers = layers;
    this.#call = call;
    // Who has waited for a pool may find that no item is wanted any more.
    const next: Next = () => (this.#isClosed ? { done: true, value: undefined } : this.opened.iterator.next());
    this.#pull = layers.reduceRight((inner, layer) => layer(inner), next);
  }

  /** Whether it has not begun, and nothing is around its pulls but what takes a permit, which whoever pulls from any iterator does. */
  get isPlain(): boolean {
    return this.#first === undefined && this.#layers.every((layer) => layer === permitLayer);
  }

  /** Asks for an item; gives an iterator's result, or promises it. */
  pull(): Pulled {
    const first = this.#takeFirst();
    if (first !== undefined) return first;
    const { node, frame, run } = this.#call;
    return this.#pull(new NodeCall({ node, reads: [] }, frame, run));
  }

  /** For hooks that hand the items on. Whoever pulls theirs takes a permit for it, so there are no layers here: waiting for a second permit could be for ever (F10). */
  async *[Symbol.asyncIterator](): AsyncGenerator<unknown> {
    try {
      for (;;) {
        const pulled = (await (this.#takeFirst() ?? this.opened.iterator.next())) as IteratorResult<unknown>;
        if (pulled.done === true) return this.ended();
        yield pulled.value;
      }
    } finally {
      this.close();
    }
  }

  #takeFirst(): Pulled {
    const first = this.#first;
    this.#first = undefined;
    return first?.pulled;
  }

  /** Makes the first pull. */
  begin(): this | Promise<this> {
    const keep = (pulled: Pulled): this => {
      this.#first = { pulled };
      return this;
    };
    const failed = (error: unknown): never => {
      this.close();
      throw error;
    };
    let pulled: Pulled;
    try {
      pulled = this.pull();
    } catch (error) {
      return failed(error);
    }
    return isThenable(pulled) ? Promise.resolve(pulled).then(keep, failed) : keep(pulled);
  }

  /** Closes the iterator, once (F3). */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    closeIterator(this.#call.run, this.opened.iterator, this.#call.node);
  }

  /** The iterator has ended by itself. */
  ended(): void {
    this.#isClosed = true;
  }
}
