import { invalidCacheOption } from '../errors/cache-errors';
import { describeValue } from '../errors/describe-value';

/** Refuses what is no bound for a store's size: `INVALID_OPTION`. */
export function checkMaxBytes(store: string, maxBytes: unknown): void {
  if (typeof maxBytes !== 'number' || !(maxBytes >= 1))
    throw invalidCacheOption(store, `has the option maxBytes: ${describeValue(maxBytes)}. It takes a number of bytes, 1 or more`);
}
