import { describeProperties } from './properties';

jest.setTimeout(120_000);

describe('for every graph', () => {
  describeProperties(Number(process.env['PROPERTY_RUNS'] ?? 300));
});
