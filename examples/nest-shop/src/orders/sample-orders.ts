import { regions, type NewOrder } from './order';

const products = ['bucket', 'millstone', 'rope', 'sluice', 'wheel'] as const;

/** Orders of the first half of 2026, the same ones every time. */
export function* sampleOrders(count: number): Generator<NewOrder> {
  const first = Date.UTC(2026, 0, 1);
  for (let index = 0; index < count; index++) {
    const dice = (sides: number, salt: number): number => scramble(index * 8 + salt) % sides;
    yield {
      region: regions[dice(regions.length, 1)] ?? 'north',
      product: products[dice(products.length, 2)] ?? 'rope',
      quantity: 1 + dice(5, 3),
      price: 500 + 50 * dice(90, 4),
      orderedOn: new Date(first + dice(181, 5) * 86_400_000).toISOString().slice(0, 10),
      returned: dice(12, 6) === 0,
    };
  }
}

/** A number without sign that shows nothing of the one it was made of (the finalizer of MurmurHash3). */
function scramble(number: number): number {
  let bits = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
