import type { Standing } from './run-case';
import type { Lead } from './workload';

/** How many times as fast as another contestant `millrace` came out. */
export interface LeadStanding extends Lead {
  readonly times: number;
}

export const OURS = 'millrace';

/** A lead over a contestant that did not take part is left out. */
export function measureLeads(leads: readonly Lead[], standings: readonly Standing[]): LeadStanding[] {
  const medianOf = (name: string): number | undefined => standings.find((one) => one.name === name)?.median;
  const ours = medianOf(OURS);
  return leads.flatMap((lead) => {
    const theirs = medianOf(lead.over);
    return ours === undefined || theirs === undefined ? [] : [{ ...lead, times: theirs / ours }];
  });
}
