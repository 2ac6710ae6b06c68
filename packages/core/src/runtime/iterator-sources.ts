import { invalidIteratorResult, promiseAsItem } from '../errors/source-errors';
import { isThenable } from '../types/thenable';
import { closeIterator } from './close-iterator';
import type { RunState } from './run-state';
import { END, WAIT, type Source, type SourceListener } from './source';

/** What a source must know of its fan-out. */
export interface SourceSetting {
  readonly node: string;
  readonly run: RunState;
  readonly listener: SourceListener;
}

/** Refuses an item that is a promise, and keeps that promise from becoming an unhandled rejection. */
export function refusePromise(item: unknown, node: string, index: number): unknown {
  if (!isThenable(item)) return item;
  item.then(undefined, () => undefined);
  throw promiseAsItem(node, index);
}

/** The items of an iterator, pulled one by one. */
export class IteratorSource implements Source {
  readonly #iterator: Iterator<unknown>;
  readonly #setting: SourceSetting;
  #taken = 0;
  #pulling = false;
  #closed = false;

  constructor(iterator: Iterator<unknown>, setting: SourceSetting) {
    this.#iterator = iterator;
    this.#setting = setting;
  }

  take(): unknown {
    if (this.#closed) return END;
    this.#pulling = true;
    let result: IteratorResult<unknown>;
    try {
      result = this.#iterator.next();
    } finally {
      this.#pulling = false;
    }
    if (typeof result !== 'object' || result === null) throw invalidIteratorResult(this.#setting.node, result);
    if (result.done === true) {
      this.#closed = true;
      return END;
    }
    // A generator that aborted its own run is closed only now, since it could not be while it was running.
    if (this.#closed) {
      this.#return();
      return END;
    }
    const item = result.value;
    const index = this.#taken++;
    return typeof item === 'object' || typeof item === 'function' ? refusePromise(item, this.#setting.node, index) : item;
  }

  request(): void {
    // Never idle.
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (!this.#pulling) this.#return();
  }

  lend(): Iterator<unknown> | undefined {
    if (this.#closed) return undefined;
    this.#pulling = true;
    return this.#iterator;
  }

  takeBack(taken: number, hasEnded: boolean): void {
    this.#pulling = false;
    this.#taken += taken;
    const isUnwanted = this.#closed;
    this.#closed ||= hasEnded;
    if (isUnwanted && !hasEnded) this.#return();
  }

  #return(): void {
    closeIterator(this.#setting.run, this.#iterator, this.#setting.node);
  }
}

/** The items of an async iterator, pulled one by one and only when a lane is idle. */
export class AsyncIteratorSource implements Source {
  readonly #iterator: AsyncIterator<unknown>;
  readonly #setting: SourceSetting;
  #item: unknown = WAIT;
  #taken = 0;
  #pulling = false;
  #closed = false;

  constructor(iterator: AsyncIterator<unknown>, setting: SourceSetting) {
    this.#iterator = iterator;
    this.#setting = setting;
  }

  take(): unknown {
    if (this.#closed) return END;
    const item = this.#item;
    this.#item = WAIT;
    return item;
  }

  request(): void {
    if (this.#pulling || this.#closed || this.#item !== WAIT) return;
    this.#pulling = true;
    const { run } = this.#setting;
    if (run.permits.exhausted) run.permits.wait(() => run.inContext(() => this.#pull()));
    else this.#pull();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    closeIterator(this.#setting.run, this.#iterator, this.#setting.node);
  }

  #pull(): void {
    const { run, listener } = this.#setting;
    if (this.#closed) return;
    let pulled: PromiseLike<unknown>;
    try {
      pulled = this.#iterator.next();
    } catch (error) {
      this.#pulling = false;
      return listener.sourceFailed(error);
    }
    run.await(pulled, {
      value: (result) => {
        this.#pulling = false;
        if (this.#closed) return;
        try {
          this.#deliver(result);
        } catch (error) {
          return listener.sourceFailed(error);
        }
        listener.wake();
      },
      error: (error) => {
        this.#pulling = false;
        if (!this.#closed) listener.sourceFailed(error);
      },
    });
  }

  #deliver(result: unknown): void {
    const { node } = this.#setting;
    if (typeof result !== 'object' || result === null) throw invalidIteratorResult(node, result);
    if ('done' in result && result.done === true) this.#closed = true;
    else this.#item = refusePromise('value' in result ? result.value : undefined, node, this.#taken++);
  }
}
