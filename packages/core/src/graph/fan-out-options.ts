import { executorOf, type ExecutorUses } from './executor-uses';
import type { FanOutOptions, ItemErrorPolicy } from './graph-node';

/** What the driver says about parallelizables. */
export interface FanOutsOfDriver {
  /** By name. */
  readonly concurrency: Readonly<Record<string, number>>;
  readonly executors: ExecutorUses;
}

/** A parallelizable's options with their defaults. They were checked before; the driver's `concurrency`, by name, wins. */
export function fanOutOptions(
  name: string,
  given: Readonly<Record<string, unknown>>,
  { concurrency: ofDriver, executors }: FanOutsOfDriver,
): FanOutOptions {
  const concurrency = (Object.hasOwn(ofDriver, name) ? ofDriver[name] : undefined) ?? numberOr(given.concurrency, 16);
  const window = numberOr(given.window, 1024);
  return {
    name,
    concurrency,
    key: typeof given.key === 'function' ? (given.key as NonNullable<FanOutOptions['key']>) : undefined,
    uniqueKeys: given.uniqueKeys === true,
    ordered: given.ordered !== false,
    onItemError: itemErrorPolicy(given.onItemError),
    window: concurrency === Infinity ? window : Math.max(window, concurrency),
    buffer: numberOr(given.buffer, Infinity),
    executor: executorOf(name, given.executor, executors),
  };
}

/** What the `onItemError` option says. */
export function itemErrorPolicy(given: unknown): ItemErrorPolicy {
  if (given === 'skip') return { kind: 'skip' };
  const tolerate = typeof given === 'object' && given !== null ? (given as { tolerate?: unknown }).tolerate : undefined;
  if (typeof tolerate === 'number') return { kind: 'tolerate', count: tolerate };
  if (typeof tolerate === 'string') return { kind: 'tolerate', percent: Number.parseFloat(tolerate) };
  return { kind: 'fail' };
}

function numberOr(given: unknown, otherwise: number): number {
  return typeof given === 'number' ? given : otherwise;
}
