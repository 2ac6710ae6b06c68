import { describeAgreement } from '../property/properties';

const runs = Number(process.env['PROPERTY_RUNS'] ?? 1_000);
jest.setTimeout(60_000 + runs * 200);

describe('for every graph', () => {
  describeAgreement(runs);
});
