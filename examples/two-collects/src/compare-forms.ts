import { Driver, settings } from '@millrace/core';

import { ByConfigForm } from './by-config';
import { DirectForm } from './direct';
import { MergedForm } from './merged';
import type { Order } from './order';

/** The two answers that every form gives. */
export interface Answers {
  readonly totalRevenue: number;
  readonly worstReturnRate: number;
}

/** Asks each of the three forms for the same two answers. */
export async function compareForms(orders: readonly Order[]): Promise<Record<string, Answers>> {
  const outputs = ['totalRevenue', 'worstReturnRate'] as const;
  const config = { [settings.ENABLE_POWER_USER_MODE]: true, metricNames: ['revenue', 'returnRate'] };
  return {
    'two collectors': await new Driver({ modules: [DirectForm] }).execute(outputs, { inputs: { orders } }),
    'merged before one collector': await new Driver({ modules: [MergedForm] }).execute(outputs, { inputs: { orders } }),
    'one collector of what the config names': await new Driver({ modules: [ByConfigForm], config }).execute(outputs, {
      inputs: { orders },
    }),
  };
}
