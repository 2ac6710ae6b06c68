import { isThenable } from '../../types/thenable';

/** Goes on with a value: at once where it is there, and when it comes where it is promised. */
export function whenDone<T, R>(value: T | PromiseLike<T>, goOn: (value: T) => R): R | Promise<Awaited<R>> {
  return isThenable(value) ? Promise.resolve(value as PromiseLike<T>).then(goOn as (value: T) => Awaited<R>) : goOn(value as T);
}
