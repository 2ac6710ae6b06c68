import { collect, type Collect } from '@millrace/core';

import { RegionMetrics } from './region-metrics';

/** The direct form: each question is a collector of its own, and the regions are gone through once. */
export class DirectForm extends RegionMetrics {
  @collect('revenue')
  totalRevenue(revenues: Collect<number>): number {
    return revenues.reduce((total, revenue) => total + revenue, 0);
  }

  @collect('returnRate')
  worstReturnRate(rates: Collect<number>): number {
    return Math.max(...rates);
  }
}
