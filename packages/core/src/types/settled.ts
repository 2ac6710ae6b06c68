/** The outcome of a value that may have failed; `key` is the key of the item, or the name of the output. */
export type Settled<T> =
  { readonly status: 'fulfilled'; readonly value: T } | { readonly status: 'rejected'; readonly reason: unknown; readonly key: string };
