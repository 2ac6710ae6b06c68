import { cacheModifier } from '../modifiers/cache-modifier';
import type { CachePolicy } from '../types/cache-policy';
import { modifierDecorator, type ModifierDecorator } from './modifier-decorator';

/** Options of {@link cache}. */
export type NodeCacheOptions = { readonly [K in keyof CachePolicy]?: CachePolicy[K] | undefined };

/**
 * Says how the results of the method are kept, by a driver with a `cache`; without one it says nothing. It holds for all nodes that are made of the method, and is
 * refused on a parallelizable, which runs each time.
 *
 * @example
 * class Pages {
 *   @cache({ ttlMs: 24 * 3_600_000 })
 *   @node('url')
 *   async page(url: string): Promise<string> { return (await fetch(url)).text(); }
 *
 *   @cache({ behavior: 'ignore' }) // results do not depend on it
 *   @node()
 *   client(): Client { return new Client(); }
 * }
 */
export function cache(options?: NodeCacheOptions): ModifierDecorator {
  return modifierDecorator(cacheModifier(options));
}
