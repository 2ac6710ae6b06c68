import type { AskedStore } from './asked-store';
import type { CacheRecord } from './cache-store';
import type { CachedRun, CacheLookup } from './lookup-log';

/** What differs between a call and the stored result that is nearest to it. */
export interface ChangedInput {
  /** The dependency, or `code`, which has modifiers, constants and config values in it. */
  readonly name: string;
  /** Its data version, or that of the code, then and now. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Why a node's result was, or was not, taken from the cache. */
export interface CacheExplanation extends CacheLookup {
  /** In a sentence. */
  readonly text: string;
  /** What made it a miss; empty where something like it was never stored, or only a constant or a config value differs. */
  readonly changed: readonly ChangedInput[];
}

/** Explains the calls of a node in a run: each miss is compared with what was stored before the run and is most like it. */
export async function explainLookups(node: string, run: CachedRun, store: AskedStore): Promise<CacheExplanation[]> {
  const lookups = run.lookups.filter((lookup) => lookup.node === node);
  const isAsked = lookups.some(({ outcome }) => outcome === 'miss');
  const before = isAsked ? await store.records((record) => record.node === node && record.runId !== run.runId) : [];
  return lookups.map((lookup) => explain(lookup, before));
}

function explain(lookup: CacheLookup, records: readonly CacheRecord[]): CacheExplanation {
  const { node, outcome, key } = lookup;
  const told = (text: string, changed: readonly ChangedInput[] = []): CacheExplanation => ({
    ...lookup,
    text: `"${node}" ${text}.`,
    changed,
  });
  switch (outcome) {
    case 'hit':
      return told('was taken from the cache');
    case 'shared':
      return told('was taken from an equal call that was under way');
    case 'expired':
      return told('was computed, because its stored result was out of date');
    case 'recomputed':
      return told("was computed, as its behavior 'recompute' says");
    case 'uncacheable':
      return told('was computed, because something that it depends on cannot be compared; a warning has named it');
    case 'miss': {
      const nearest = nearestTo(lookup, records);
      if (nearest === undefined) return told('was computed, because no result of it was stored');
      if (nearest.key === key) return told('was computed, because its stored result could not be read');
      const changed = changesFrom(nearest, lookup);
      const reasons = changed.length === 0 ? ['a constant or a config value that it receives changed'] : changed.map(describeChange);
      return told(`was computed, because ${reasons.join(', and ')}`, changed);
    }
  }
}

/** The record that differs least; of several the latest. */
function nearestTo(lookup: CacheLookup, records: readonly CacheRecord[]): CacheRecord | undefined {
  const distance = new Map(records.map((record) => [record, changesFrom(record, lookup).length]));
  return [...records].sort((a, b) => (distance.get(a) ?? 0) - (distance.get(b) ?? 0) || b.createdAt - a.createdAt)[0];
}

function changesFrom(record: CacheRecord, { code, inputs }: CacheLookup): ChangedInput[] {
  const names = new Set([...Object.keys(inputs), ...Object.keys(record.inputs)]);
  const pairs = [
    { name: 'code', before: record.code, after: code },
    ...Array.from(names, (name) => ({ name, before: record.inputs[name], after: inputs[name] })),
  ];
  return pairs.filter(({ before, after }) => before !== after);
}

function describeChange({ name, before, after }: ChangedInput): string {
  if (name === 'code') return 'its code changed, or a modifier, a constant or a config value in it';
  if (before === undefined) return `it now depends on "${name}"`;
  if (after === undefined) return `it does not depend on "${name}" any more`;
  return `its dependency "${name}" changed from ${before} to ${after}`;
}
