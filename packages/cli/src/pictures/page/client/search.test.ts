import { pageNode as node } from '../../../../tests/pictures/page-node';
import { findNodes } from './search';

const nodes = [
  node('totalPrice', { description: 'The sum of all orders.' }),
  node('price', { tags: [['owner', 'Finance']] }),
  node('orders', { place: 'Shop.orders' }),
];

describe('findNodes', () => {
  it('finds names, the best match first', () => {
    expect(findNodes(nodes, 'Price')).toEqual([1, 0]);
    expect(findNodes(nodes, 'order')).toEqual([2, 0]);
  });

  it('finds words of documentation, tags and places', () => {
    expect(findNodes(nodes, 'sum of')).toEqual([0]);
    expect(findNodes(nodes, 'finance')).toEqual([1]);
    expect(findNodes(nodes, 'shop.')).toEqual([2]);
  });

  it('wants all words, and finds nothing for none', () => {
    expect(findNodes(nodes, 'price finance')).toEqual([1]);
    expect(findNodes(nodes, 'price shop')).toEqual([]);
    expect(findNodes(nodes, '  ')).toEqual([]);
  });
});
