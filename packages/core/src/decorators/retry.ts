import { retryModifier } from '../modifiers/retry-modifier';
import type { RetryPolicy } from '../types/node-operations';
import { modifierDecorator, type ModifierDecorator } from './modifier-decorator';

/** Options of {@link retry}; by default 3 attempts, with pauses of 100 ms, 200 ms, 400 ms … up to 30 s between them. */
export type RetryOptions = { readonly [K in keyof RetryPolicy]?: RetryPolicy[K] | undefined };

/**
 * Calls the method again when it fails, item by item: no two items share a count. During a pause the item stays in flight, and nothing else is held. On a
 * parallelizable its call and the first pull are repeated, never what comes after an item was delivered.
 *
 * @example
 * class Prices {
 *   @retry({ attempts: 5, backoff: 'exponential', delayMs: 200, jitter: true, when: (error) => error instanceof RateLimited })
 *   @node('symbol')
 *   async price(symbol: string): Promise<number> { return fetchPrice(symbol); }
 * }
 */
export function retry(options?: RetryOptions): ModifierDecorator {
  return modifierDecorator(retryModifier(options));
}
