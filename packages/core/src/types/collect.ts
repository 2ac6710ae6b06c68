/** What a collector receives for a gathered dependency: one entry an item, in the order of the source. A plain `readonly T[]` that says what it is. */
export interface Collect<T> extends ReadonlyArray<T> {}
