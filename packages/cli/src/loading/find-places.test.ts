import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Places } from './find-places';

const text = `import { node } from '@millrace/core';

abstract class Base {
  @input() declare readonly orders: number[];

  @node('orders') count(orders: number[]): number {
    return orders.length;
  }
}

export class Sales extends Base {
  private readonly rate = 2;

  @node('count')
  total(count: number): number {
    return this.count([count]) * this.rate;
  }

  @parallelizable('orders')
  async *order<T>(orders: T[]): AsyncGenerator<T> {}
}

class SalesReport {
  total() {}
}
`;

const folder = mkdtempSync(join(tmpdir(), 'places-'));
const file = join(folder, 'sales.ts');
const places = new Places([join(folder, 'gone.ts'), file]);

beforeAll(() => writeFileSync(file, text));
afterAll(() => rmSync(folder, { recursive: true }));

describe('Places', () => {
  it.each([
    ['a method', ['Sales'], 'total', 15],
    ['a method behind its decorator', ['Base'], 'count', 6],
    ['a generic generator', ['Sales'], 'order', 20],
    ['a field', ['Base'], 'orders', 4],
    ['a method of a base class, not a call of it', ['Sales', 'Base'], 'count', 6],
    ['a method of a class whose name begins alike', ['SalesReport'], 'total', 24],
    ['the class, where it has no such member', ['Sales', 'Base'], 'missing', 11],
  ])('finds %s', (_, classes, member, line) => {
    expect(places.ofMember(classes, member)).toEqual({ file, line });
  });

  it('finds nothing of a class that is in no file', () => {
    expect(places.ofMember(['Other'], 'total')).toBeUndefined();
    expect(places.ofMember([''], 'total')).toBeUndefined();
  });
});
