import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

import type { Effort } from './effort';
import type { Standing } from './run-case';

/** What one workload came to. */
export interface WorkloadResults {
  readonly id: string;
  readonly title: string;
  readonly cases: readonly {
    readonly name: string;
    readonly of: string;
    readonly note: string | undefined;
    readonly standings: readonly Standing[];
  }[];
}

/** Writes the results as JSON, and returns where. */
export function writeResults(workloads: readonly WorkloadResults[], effort: Effort): string {
  const folder = join(__dirname, '..', '..', 'results');
  const path = join(folder, 'latest.json');
  const measured = { at: new Date().toISOString(), node: process.version, platform: process.platform, cores: availableParallelism() };
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, `${JSON.stringify({ measured, effort, workloads }, undefined, 2)}\n`);
  return path;
}
