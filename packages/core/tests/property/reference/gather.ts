import type { FanOutSpec } from '../model/graph-spec';
import type { FanOut, Frame } from './frame';
import { failureId } from './frame';
import { escapedTo, obstacle, type Outcome } from './outcome';

/** A collector's view of the run. */
export interface GatherOptions {
  /** The deepest scope that it gathers from, and how many of its fan-outs lie outside the collector. */
  readonly gathers: readonly string[];
  readonly outside: number;
  fanOut(parallelizable: string, at: Frame): FanOut;
  policy(parallelizable: string): FanOutSpec['onItemError'];
  /** What is in the way of one item: requirements of exactly this depth that are missing. */
  missing(depth: number, at: Frame): ReturnType<typeof obstacle>;
  /** Told of every fan-out instance with a `tolerate` policy. */
  onTolerance(parallelizable: string, at: Frame, exceeded: boolean): void;
  /** Told where the rules leave the outcome open. */
  onAmbiguity(reason: string): void;
}

/** The items that count for a collector (E2), or why it has no value. */
export type Gathered = { readonly kind: 'rows'; readonly rows: readonly Frame[] } | Exclude<Outcome, { kind: 'value' }>;

/** Walks the items below a frame, outermost first. Failures are looked for everywhere before a drop counts. */
export function gather(at: Frame, depth: number, options: GatherOptions): Gathered {
  const missing = options.missing(depth, at);
  if (missing?.kind === 'failed') return missing;
  if (depth === options.gathers.length) return missing ?? { kind: 'rows', rows: [at] };

  const parallelizable = options.gathers[depth] ?? '';
  const below = gatherItems(parallelizable, at, depth, options);
  if (missing === undefined) return below;
  if (below.kind === 'failed') options.onAmbiguity(`an outer value of ${parallelizable} is dropped and an inner one failed`);
  return missing;
}

function gatherItems(parallelizable: string, at: Frame, depth: number, options: GatherOptions): Gathered {
  const { obstacle: unopened, items } = options.fanOut(parallelizable, at);
  if (unopened !== undefined) return unopened;
  const policy = options.policy(parallelizable);
  const results = items.map((item) => gather(item, depth + 1, options));
  const failed = results.filter(({ kind }) => kind === 'failed') as Extract<Outcome, { kind: 'failed' }>[];
  const together = obstacle(failed);

  if (policy === 'fail' && together?.kind === 'failed') return escapedOf(together, depth);
  if (typeof policy === 'object') {
    const exceeded = exceeds(policy.tolerate, failed.length, items.length);
    options.onTolerance(parallelizable, at, exceeded);
    if (exceeded) return escapedOf({ kind: 'failed', by: new Map([...(together?.kind === 'failed' ? together.by : []), [failureId(parallelizable, at), depth]]) }, depth);
  }
  return { kind: 'rows', rows: results.flatMap((result) => (result.kind === 'rows' ? result.rows : [])) };
}

/** Whether a fan-out with this many failed items fails (E2). */
export function exceeds(tolerate: number | `${number}%`, failed: number, total: number): boolean {
  return typeof tolerate === 'number' ? failed > tolerate : failed * 100 > Number.parseFloat(tolerate) * total;
}

function escapedOf({ by }: Extract<Outcome, { kind: 'failed' }>, depth: number): Exclude<Outcome, { kind: 'value' }> {
  return escapedTo(depth, by) as Extract<Outcome, { kind: 'failed' }>;
}
