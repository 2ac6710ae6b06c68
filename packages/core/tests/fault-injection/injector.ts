/** What becomes of the k-th call of anything. */
export type Fault = 'fails' | 'hangs' | 'aborts';

/** Makes the k-th of all calls fail, hang for ever, or abort the run; counts sources that were opened and closed. */
export class Injector {
  readonly controller = new AbortController();
  calls = 0;
  opened = 0;
  closed = 0;
  returns = 0;
  /** Whether the fault has no consequences. */
  isBorne = false;
  readonly #at: number;
  readonly #fault: Fault;

  /** Without a fault where `at` is 0. */
  constructor(at = 0, fault: Fault = 'fails') {
    this.#at = at;
    this.#fault = fault;
  }

  /** Called by everything; gives a promise where it hangs. */
  reach(): Promise<never> | undefined {
    if (++this.calls !== this.#at) return undefined;
    if (this.#fault === 'fails') throw new Error(`injected at call ${this.calls}`);
    if (this.#fault === 'hangs') return new Promise(() => undefined);
    this.controller.abort('injected');
    return undefined;
  }

  /** The same for what is synchronous, and so cannot hang. */
  reachAtOnce(): void {
    this.isBorne ||= this.reach() !== undefined;
  }

  /** A source of which each pull is a call, and which says how often it was closed. */
  source(count: number): AsyncIterableIterator<number> {
    let next = 0;
    let isOver = false;
    let hasReturned = false;
    this.opened++;
    const end = (): void => {
      if (!isOver) this.closed++;
      isOver = true;
    };
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      next: async () => {
        try {
          await this.reach();
        } catch (error) {
          end();
          throw error;
        }
        if (next < count) return { done: false, value: next++ };
        end();
        return { done: true, value: undefined };
      },
      return: async () => {
        this.returns++;
        if (hasReturned) throw new Error('a source was closed twice');
        hasReturned = true;
        end();
        // Who has all that was wanted does not need to know how the source takes it.
        if (this.calls + 1 === this.#at) this.isBorne = true;
        await this.reach();
        return { done: true, value: undefined };
      },
    };
  }
}
