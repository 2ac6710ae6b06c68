import { MillraceError } from './millrace-error';
import { didYouMean } from './nearest-names';

/** Something that a cache is made with makes no sense. */
export function invalidCacheOption(at: string, what: string): MillraceError {
  return new MillraceError('INVALID_OPTION', `${at} ${what}.`);
}

/** A folder, or a database, cannot be used. */
export function cacheUnavailable(what: string, cause: unknown): MillraceError {
  const text = cause instanceof Error ? cause.message : String(cause);
  return new MillraceError(
    'CACHE_UNAVAILABLE',
    `${what} cannot be used as a cache: ${text}. Name a place that this process may read and write, or run without a cache.`,
    { cause },
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
