import { Driver } from '@millrace/core';

import { compareForms } from './compare-forms';
import { DirectForm } from './direct';
import { MergedForm } from './merged';
import { sampleOrders } from './order';

it('gives the same answers in all three forms', async () => {
  const answers = await compareForms(sampleOrders);

  const expected = { totalRevenue: 510, worstReturnRate: 1 };
  expect(Object.keys(answers)).toHaveLength(3);
  for (const answer of Object.values(answers)) expect({ ...answer }).toEqual(expected);
});

it('computes in the direct form only what the question needs, in the merged form everything', () => {
  const direct = new Driver({ modules: [DirectForm] }).upstreamOf('totalRevenue');
  const merged = new Driver({ modules: [MergedForm] }).upstreamOf('totalRevenue');

  expect(direct.map(({ name }) => name)).not.toContain('returnRate');
  expect(merged.map(({ name }) => name)).toContain('returnRate');
});
