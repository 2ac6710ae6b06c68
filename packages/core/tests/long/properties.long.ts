import { describeProperties } from '../property/properties';

jest.setTimeout(240_000);

describe('for every graph', () => {
  describeProperties(Number(process.env['PROPERTY_RUNS'] ?? 1_000));
});
