import { isThenable } from '../../types/thenable';

/** A value, and its data version if it has one. */
export interface Versioned {
  readonly value: unknown;
  readonly version: string | undefined;
}

/** Stands in a slot for a stored value that nobody has needed so far: its version is enough for the keys of those that depend on it. */
export class Deferred {
  readonly version: string;
  readonly #load: () => Versioned | PromiseLike<Versioned>;
  #loaded: Versioned | Promise<Versioned> | undefined;

  constructor(version: string, load: () => Versioned | PromiseLike<Versioned>) {
    this.version = version;
    this.#load = load;
  }

  /** The value, which is loaded once; if it was lost it is computed again, and may then have another version. */
  load(): Versioned | Promise<Versioned> {
    if (this.#loaded === undefined) {
      const loaded = this.#load();
      this.#loaded = isThenable(loaded) ? Promise.resolve(loaded) : loaded;
    }
    return this.#loaded;
  }
}
