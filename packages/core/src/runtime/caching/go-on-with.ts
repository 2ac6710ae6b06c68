/** Goes on with what the cache gives: at once where it is there, and when it comes where it is promised, always by a `Promise` itself. */
export function goOnWith<T, R>(value: T | Promise<T>, goOn: (value: T) => R): R | Promise<Awaited<R>> {
  return value instanceof Promise ? value.then(goOn as (value: T) => Awaited<R>) : goOn(value);
}
