import { compareForms } from './compare-forms';
import { sampleOrders } from './order';

void compareForms(sampleOrders).then((answers) => {
  for (const [form, { totalRevenue, worstReturnRate }] of Object.entries(answers)) {
    console.log(`${form}: total revenue ${totalRevenue}, worst return rate ${(100 * worstReturnRate).toFixed(0)} %`);
  }
});
