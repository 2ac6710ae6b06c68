import type { ResultCache } from '../../cache/result-cache';
import type { CachedNode } from './cached-node-table';
import type { Uncacheable } from './call-key';

const CURE = "Register a class with cachedType, or leave the node out with @cache({ behavior: 'disable' }).";

/** Something that a node receives cannot be compared. */
export function withoutKey(cache: ResultCache, { name }: CachedNode, { dependency, what }: Uncacheable): void {
  cache.warn(
    `value ${dependency}`,
    `"${name}" is computed each time, because it cannot be told whether "${dependency}" is the same again: it is ${what}. ${CURE} ` +
      `If "${dependency}" does not bear on results, mark it with @cache({ behavior: 'ignore' }).`,
  );
}

/** What a node gives cannot be compared. */
export function notKept(cache: ResultCache, { name }: CachedNode, what: string): void {
  cache.warn(`value ${name}`, `The result of "${name}" is not kept, and what depends on it is computed each time: it is ${what}. ${CURE}`);
}

/** What a node gives does not come back from where it is written to. */
export function notWritten(cache: ResultCache, { name, format }: CachedNode): void {
  cache.warn(
    `format ${name}`,
    format === undefined
      ? `The result of "${name}" is not kept, because it would not come back as it is: it holds something that cannot be written, such as a URL. ${CURE}`
      : `The result of "${name}" is not kept, because it would not come back as it is from the format "${format}". Leave the format out, or change what the node gives.`,
  );
}
