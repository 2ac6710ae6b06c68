import type { FanOutSpec } from '../model/graph-spec';
import { failureId, type FanOut, type Frame } from './frame';
import { escapedTo, failedAt, obstacle, type Failed, type Missing } from './outcome';

/** What a collector asks of the evaluation. */
export interface GatherOptions {
  /** The deepest scope that it gathers from. */
  readonly gathers: readonly string[];
  fanOut(parallelizable: string, at: Frame): FanOut;
  policy(parallelizable: string): FanOutSpec['onItemError'];
  /** What is in the way at this depth: requirements that are missing. */
  missing(depth: number, at: Frame): Missing | undefined;
  /** Told of every fan-out instance with a `tolerate` policy. */
  onTolerance(parallelizable: string, at: Frame, exceeded: boolean): void;
  /** Told where the rules leave the outcome open. */
  onAmbiguity(reason: string): void;
}

/** The items that count for a collector (E2), in order. */
export interface Rows {
  readonly kind: 'rows';
  readonly rows: readonly Frame[];
}

/** Walks the items below a frame of this depth. A failure outweighs a drop further out. */
export function gather(at: Frame, depth: number, options: GatherOptions): Rows | Missing {
  const missing = options.missing(depth, at);
  if (missing?.kind === 'failed') return missing;
  const parallelizable = options.gathers[depth];
  if (parallelizable === undefined) return missing ?? { kind: 'rows', rows: [at] };

  const below = gatherItems(parallelizable, at, depth, options);
  if (missing === undefined) return below;
  if (below.kind === 'failed') options.onAmbiguity(`a value around ${parallelizable} is dropped and one inside it failed`);
  return missing;
}

function gatherItems(parallelizable: string, at: Frame, depth: number, options: GatherOptions): Rows | Missing {
  const { obstacle: unfinished, items } = options.fanOut(parallelizable, at);
  if (unfinished !== undefined) return unfinished;
  const results = items.map((item) => gather(item, depth + 1, options));
  const failed = results.filter((result): result is Failed => result.kind === 'failed');

  const policy = options.policy(parallelizable);
  if (policy === 'fail' && failed.length > 0) return escapedTo(depth, joined(failed));
  if (typeof policy === 'object') {
    const exceeded = exceeds(policy.tolerate, failed.length, items.length);
    options.onTolerance(parallelizable, at, exceeded);
    if (exceeded) return escapedTo(depth, joined([...failed, failedAt(depth, failureId(parallelizable, at))]));
  }
  return { kind: 'rows', rows: results.flatMap((result) => (result.kind === 'rows' ? result.rows : [])) };
}

/** Whether a fan-out with this many failed items fails (E2). */
export function exceeds(tolerate: number | `${number}%`, failed: number, total: number): boolean {
  return typeof tolerate === 'number' ? failed > tolerate : failed * 100 > Number.parseFloat(tolerate) * total;
}

function joined(failed: readonly Failed[]): Failed {
  const together = obstacle(failed);
  if (together?.kind !== 'failed') throw new Error('Nothing failed');
  return together;
}
