/** Failures of calls, each named as `node @ P[0]/Q[2]`, with the depth it sits at after it has travelled outwards (E5). */
export interface Failed {
  readonly kind: 'failed';
  readonly by: ReadonlyMap<string, number>;
}

/** Why there is no value; `dropped`: filtered by `drop`, here or in something that was needed. */
export type Missing = Failed | { readonly kind: 'dropped' };

/** What became of a node for one item. */
export type Outcome = { readonly kind: 'value'; readonly value: unknown } | Missing;

export const DROPPED: Missing = { kind: 'dropped' };

export function valueOutcome(value: unknown): Outcome {
  return { kind: 'value', value };
}

export function failedAt(depth: number, id: string): Failed {
  return { kind: 'failed', by: new Map([[id, depth]]) };
}

/** Why something that needs all of these has no value; a failure outweighs a drop. `undefined` where nothing is missing. */
export function obstacle(outcomes: Iterable<Outcome | undefined>): Missing | undefined {
  const by = new Map<string, number>();
  let dropped = false;
  for (const outcome of outcomes) {
    if (outcome?.kind === 'dropped') dropped = true;
    if (outcome?.kind === 'failed') for (const [id, depth] of outcome.by) by.set(id, depth);
  }
  if (by.size > 0) return { kind: 'failed', by };
  return dropped ? DROPPED : undefined;
}

/** The same failures, seen from further out. */
export function escapedTo(depth: number, { by }: Failed): Failed {
  return { kind: 'failed', by: new Map([...by].map(([id, sits]) => [id, Math.min(sits, depth)])) };
}
