import type { Asker } from '../../cache/asker';
import type { ResultCache } from '../../cache/result-cache';
import type { CachedNode } from './cached-node-table';
import type { Uncacheable } from './call-key';

const CURE = "Register a class with cachedType, or leave the node out with @cache({ behavior: 'disable' }).";

/** Something that a node receives cannot be compared. */
export function withoutKey(
  cache: ResultCache,
  { name }: CachedNode,
  { error: { dependency, what }, asker }: { readonly error: Uncacheable; readonly asker: Asker },
): void {
  const message =
    `"${name}" is computed each time, because it cannot be told whether "${dependency}" is the same again: it is ${what}. ${CURE} ` +
    `If "${dependency}" does not bear on results, mark it with @cache({ behavior: 'ignore' }).`;
  cache.warn(`value ${dependency}`, message, asker);
}

/** What a node gives cannot be compared. */
export function notKept(cache: ResultCache, { name }: CachedNode, { what, asker }: { readonly what: string; readonly asker: Asker }): void {
  const message = `The result of "${name}" is not kept, and what depends on it is computed each time: it is ${what}. ${CURE}`;
  cache.warn(`value ${name}`, message, asker);
}

/** What a node gives does not come back from where it is written to. */
export function notWritten(cache: ResultCache, { name, format }: CachedNode, asker: Asker): void {
  const message =
    format === undefined
      ? `The result of "${name}" is not kept, because it would not come back as it is: it holds something that cannot be written, such as a URL. ${CURE}`
      : `The result of "${name}" is not kept, because it would not come back as it is from the format "${format}". Leave the format out, or change what the node gives.`;
  cache.warn(`format ${name}`, message, asker);
}
