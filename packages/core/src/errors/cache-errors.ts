import { describeThrown } from './describe-thrown';
import { MillraceError } from './millrace-error';
import { didYouMean } from './nearest-names';

/** Something that a cache is made with makes no sense. */
export function invalidCacheOption(at: string, what: string): MillraceError {
  return new MillraceError('INVALID_OPTION', `${at} ${what}.`);
}

/** A folder, or a database, cannot be used. */
export function cacheUnavailable(what: string, cause: unknown): MillraceError {
  return new MillraceError(
    'CACHE_UNAVAILABLE',
    `${what} cannot be used as a cache: ${describeThrown(cause)}. Name a place that this process may read and write, or run without a cache.`,
    { cause },
  );
}

/** A store was asked by hand, and threw. */
export function storeFailed(method: string, cause: unknown): MillraceError {
  return new MillraceError(
    'CACHE_UNAVAILABLE',
    `The cache's store threw in ${method}: ${describeThrown(cause)}. Runs go on without it; ask again when it is back.`,
    { cause },
  );
}

/** A store was asked by hand, and has not answered. */
export function storeHangs(method: string, timeoutMs: number | undefined): MillraceError {
  return new MillraceError(
    'CACHE_UNAVAILABLE',
    `The cache's store has not answered to ${method} for ${timeoutMs} ms. Ask again when it is back, or give the cache a longer timeoutMs.`,
  );
}

/** What a store holds under a key is not what was put there; `where` is a file, say. */
export function brokenEntry(where: string, what: string): MillraceError {
  return new MillraceError(
    'CACHE_ENTRY_BROKEN',
    `The cache entry ${where} ${what}. It counts as absent, and is replaced when its node has been computed again.`,
  );
}

/** An explanation is asked for of a name that is no node. */
export function unknownCachedNode(name: string, known: readonly string[]): MillraceError {
  return new MillraceError(
    'INVALID_REQUEST',
    `driver.cache.explain was asked about "${name}", which is no node of this graph.${didYouMean(name, known)}`,
  );
}

/** An explanation is asked for of a driver that keeps nothing. */
export function withoutCache(): MillraceError {
  return new MillraceError('INVALID_REQUEST', 'This driver has no cache. Give it one: new Driver({ modules, cache: memoryCache() }).');
}
