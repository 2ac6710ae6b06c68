import { BatchOrder } from './batch-order';

it('hands batches over in the order in which they were pulled, through whoever comes next in line', () => {
  const order = new BatchOrder<string>();
  const told: string[] = [];
  const [first, second, third, fourth] = [order.pulled(), order.pulled(), order.pulled(), order.pulled()];

  order.cameBack(third, 'lane 3', (by) => told.push(`third by ${by}`));
  order.cameBack(second, 'lane 2');
  expect(told).toEqual([]);
  order.cameBack(first, 'lane 1', (by) => told.push(`first by ${by}`));
  order.cameBack(fourth, 'lane 2', (by) => told.push(`fourth by ${by}`));

  expect(told).toEqual(['first by lane 1', 'third by lane 1', 'fourth by lane 2']);
});
