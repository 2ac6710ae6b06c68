import { collect, node, type Collect } from '@millrace/core';

import { RegionMetrics } from './region-metrics';

/** What one item hands over when there is only one collector. */
export interface Merged {
  readonly revenue: number;
  readonly returnRate: number;
}

/**
 * The older way: all that is to be collected is merged into one node, which is collected once, and taken apart again.
 * A third metric changes the merging node, its type and the collector; nobody can ask for one answer without computing all.
 */
export class MergedForm extends RegionMetrics {
  @node('revenue', 'returnRate')
  merged(revenue: number, returnRate: number): Merged {
    return { revenue, returnRate };
  }

  @collect('merged')
  regions(regions: Collect<Merged>): readonly Merged[] {
    return regions;
  }

  @node('regions')
  totalRevenue(regions: readonly Merged[]): number {
    return regions.reduce((total, { revenue }) => total + revenue, 0);
  }

  @node('regions')
  worstReturnRate(regions: readonly Merged[]): number {
    return Math.max(...regions.map(({ returnRate }) => returnRate));
  }
}
