import { drop } from '../types/drop';
import { isThenable } from '../types/thenable';

/** There is nothing odd: the latest call gave a plain value, or somebody has dealt with what it gave. */
export const NONE: unique symbol = Symbol('none');

/** What a call has thrown. */
export class Thrown {
  readonly error: unknown;

  constructor(error: unknown) {
    this.error = error;
  }
}

/** Whether what a call gave instead of a plain value is to be awaited: it is that, `drop`, or an error. */
export function isPromised(odd: unknown): boolean {
  return odd !== NONE && odd !== drop && !(odd instanceof Thrown);
}

/** Whether what a call has returned is no plain value. */
export function isOdd(result: unknown): boolean {
  return result === drop || isThenable(result);
}
