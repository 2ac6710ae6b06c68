import { collect, context, input, keys, node, parallelizable, settled, type Collect, type NodeContext, type Settled } from '@millrace/core';

import type { CompanyClient } from './company-client';
import type { Profile } from './fake-api';

/** What became of all companies. */
export interface EnrichmentReport {
  readonly enriched: number;
  readonly employeesByCountry: Readonly<Record<string, number>>;
  /** The ids of the companies without a profile. */
  readonly missing: readonly string[];
}

/** Looks up a profile for every company; one that cannot be had does not stop the others. */
export class Enrichment {
  constructor(private readonly client: CompanyClient) {}

  @input() declare readonly companyIds: readonly string[];

  @parallelizable('companyIds', { concurrency: 20, key: (id) => id, onItemError: 'skip' })
  *company(companyIds: readonly string[]): Generator<string> {
    yield* companyIds;
  }

  /** The signal is aborted when the run is cancelled, so that no request outlives it. */
  @node('company')
  profile(id: string, @context() { signal }: NodeContext): Promise<Profile> {
    return this.client.profileOf(id, signal);
  }

  /** Receives the companies that have a profile. */
  @collect('profile')
  employeesByCountry(profiles: Collect<Profile>): Record<string, number> {
    const employees: Record<string, number> = {};
    for (const { country, employees: count } of profiles) employees[country] = (employees[country] ?? 0) + count;
    return employees;
  }

  /** Receives an entry for every company, whether it has a profile or not. */
  @collect(keys('company'), settled('profile'))
  missing(ids: Collect<string>, profiles: Collect<Settled<Profile>>): string[] {
    return ids.filter((_, i) => profiles[i]?.status !== 'fulfilled');
  }

  @node('companyIds', 'employeesByCountry', 'missing')
  report(companyIds: readonly string[], employeesByCountry: Record<string, number>, missing: string[]): EnrichmentReport {
    return { enriched: companyIds.length - missing.length, employeesByCountry, missing };
  }
}
