import type { LifecycleHook, NodeRun } from '../runtime/hooks/lifecycle-hook';
import { acceptsErrorsTag } from '../types/accepts-errors-tag';
import { isThenable } from '../types/thenable';

/** Options of {@link gracefulErrors}. */
export interface GracefulErrorsOptions {
  /** What stands for a value whose node has failed. Default: `null`. */
  readonly sentinel?: unknown;
  /** Told of each failure. */
  readonly onError?: (node: NodeRun, error: unknown) => void;
}

/**
 * Goes on after failures: a node that fails gives the sentinel instead, and so do, without being called, those that depend on it, unless they are marked with
 * `@acceptsErrors()`. Collectors gather sentinels like values. A source that fails gives the sentinel as its last item.
 *
 * @example
 * const driver = new Driver({ modules: [Quotes], hooks: [gracefulErrors({ sentinel: null })] });
 */
export function gracefulErrors({ sentinel = null, onError }: GracefulErrorsOptions = {}): LifecycleHook {
  return {
    name: 'gracefulErrors',
    aroundNode(node, next) {
      const isSource = node.info.roles.includes('parallelizable');
      const substitute = isSource ? [sentinel] : sentinel;
      const accepts = node.info.tags[acceptsErrorsTag] === 'true';
      if (!accepts && node.inputs.some((input) => Object.is(input, sentinel))) return substitute;
      const recover = (error: unknown): unknown => {
        // What is given up has not failed.
        if (node.signal.aborted) throw error;
        onError?.(node, error);
        return substitute;
      };
      const take = (value: unknown): unknown => {
        const items = isSource ? asyncItems(value) : undefined;
        return items === undefined ? value : untilFailure(items, recover);
      };
      let value: unknown;
      try {
        value = next();
      } catch (error) {
        return recover(error);
      }
      return isThenable(value) ? Promise.resolve(value).then(take, recover) : take(value);
    },
  };
}

/** Items that may fail on the way; nothing for lists, which cannot, and for Observables, which are no iterables. */
function asyncItems(value: unknown): AsyncIterable<unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !(Symbol.asyncIterator in value)) return undefined;
  return value as AsyncIterable<unknown>;
}

async function* untilFailure(items: AsyncIterable<unknown>, recover: (error: unknown) => unknown): AsyncGenerator<unknown> {
  try {
    yield* items;
  } catch (error) {
    yield* recover(error) as readonly unknown[];
  }
}
