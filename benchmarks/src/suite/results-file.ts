import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Effort } from './effort';
import type { LeadStanding } from './leads';
import type { Machine } from './machine';
import type { Broken, Skipped, Standing } from './run-case';

/** What one case of a workload came to. */
export interface CaseResults {
  readonly name: string;
  readonly kind: 'race' | 'measurement';
  /** What the figures are. */
  readonly of: string;
  readonly note?: string | undefined;
  readonly standings: readonly Standing[];
  readonly leads: readonly LeadStanding[];
  readonly skipped: readonly Skipped[];
  /** Left out where nobody broke down. */
  readonly broken?: readonly Broken[] | undefined;
}

/** What one workload came to. */
export interface WorkloadResults {
  readonly id: string;
  readonly title: string;
  /** When it was measured, as in `toISOString`. */
  readonly at: string;
  readonly cases: readonly CaseResults[];
}

export interface Results {
  /** Measured with less effort: for a first look. */
  readonly quick: boolean;
  readonly effort: Effort;
  readonly machine: Machine;
  readonly workloads: readonly WorkloadResults[];
}

const DATED = /^\d{4}-\d\d-\d\d\.json$/;
const RESULTS = join(__dirname, '..', '..', 'results');

/** Writes the results as JSON, by the day, or as `quick.json`, and returns where. */
export function writeResults(results: Results, folder = RESULTS): string {
  const day = results.workloads.reduce((latest, { at }) => (at > latest ? at : latest), '').slice(0, 10);
  const path = join(folder, results.quick ? 'quick.json' : `${day}.json`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, `${JSON.stringify(results, undefined, 2)}\n`);
  return path;
}

export function readResults(path: string): Results {
  return JSON.parse(readFileSync(path, 'utf8')) as Results;
}

/** The latest results that were kept; `undefined` where there are none. */
export function newestResults(folder = RESULTS): Results | undefined {
  mkdirSync(folder, { recursive: true });
  const name = readdirSync(folder)
    .filter((file) => DATED.test(file))
    .sort()
    .at(-1);
  return name === undefined ? undefined : readResults(join(folder, name));
}

/** Puts new results of some workloads in the place of older ones, where both come from the same kind of machine and the same effort. */
export function mergeResults(older: Results | undefined, newer: Results, order: readonly string[]): Results {
  if (older === undefined || older.quick !== newer.quick || JSON.stringify(older.machine) !== JSON.stringify(newer.machine)) return newer;
  const kept = older.workloads.filter(({ id }) => order.includes(id) && !newer.workloads.some((one) => one.id === id));
  const workloads = [...kept, ...newer.workloads].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  return { ...newer, workloads };
}
