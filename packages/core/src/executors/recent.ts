/** What was asked for lately, by key: when there is more than it may keep, what was not asked for the longest goes. */
export class Recent<K, V> {
  readonly #limit: number;
  readonly #values = new Map<K, V>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The value of a key, which is made where there is none. */
  get(key: K, make: () => V): V {
    return this.find(key) ?? this.#add(key, make());
  }

  /** The value of a key, if it is still there. */
  find(key: K): V | undefined {
    const value = this.#values.get(key);
    if (value === undefined) return undefined;
    this.#values.delete(key);
    this.#values.set(key, value);
    return value;
  }

  delete(key: K): void {
    this.#values.delete(key);
  }

  keys(): Iterable<K> {
    return this.#values.keys();
  }

  #add(key: K, value: V): V {
    this.#values.set(key, value);
    const [oldest] = this.#values.keys();
    if (this.#values.size > this.#limit && oldest !== undefined) this.#values.delete(oldest);
    return value;
  }
}
