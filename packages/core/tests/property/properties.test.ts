import { describeAgreement, describeProperties } from './properties';

const runs = Number(process.env['PROPERTY_RUNS'] ?? 300);
jest.setTimeout(60_000 + runs * 200);

describe('for every graph', () => {
  describeAgreement(runs);
  describeProperties(runs);
});
