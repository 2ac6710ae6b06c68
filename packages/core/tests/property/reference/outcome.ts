/** A failure of a call, as `node @ P[0]/Q[2]`, with the number of fan-outs that it sits in after it has travelled outwards (E5). */
export type Failures = ReadonlyMap<string, number>;

/** What became of a node for one item: its value, or why there is none. */
export type Failed = { readonly kind: 'failed'; readonly by: Failures };

export type Outcome =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly by: Failures }
  /** Filtered by `drop`, here or in something it needs. */
  | { readonly kind: 'dropped' };

export const DROPPED: Outcome = { kind: 'dropped' };

export function valueOutcome(value: unknown): Outcome {
  return { kind: 'value', value };
}

export function failedOutcome(id: string, depth: number): Outcome {
  return { kind: 'failed', by: new Map([[id, depth]]) };
}

/** Why something that needs all of these has no value; a failure outweighs a drop. `undefined` where nothing is missing. */
export function obstacle(outcomes: Iterable<Outcome>): Exclude<Outcome, { kind: 'value' }> | undefined {
  const by = new Map<string, number>();
  let dropped = false;
  for (const outcome of outcomes) {
    if (outcome.kind === 'dropped') dropped = true;
    if (outcome.kind === 'failed') for (const [id, depth] of outcome.by) by.set(id, depth);
  }
  if (by.size > 0) return { kind: 'failed', by };
  return dropped ? { kind: 'dropped' } : undefined;
}

/** The same failures, seen from further out. */
export function escapedTo(depth: number, by: Failures): Failed {
  return { kind: 'failed', by: new Map([...by].map(([id, sits]) => [id, Math.min(sits, depth)])) };
}
