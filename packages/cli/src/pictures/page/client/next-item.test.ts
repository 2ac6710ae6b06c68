import { nextItem } from './next-item';

const items = [
  { id: 'a', x: 0, y: 0 },
  { id: 'b', x: 200, y: 0 },
  { id: 'c', x: 200, y: 60 },
  { id: 'far', x: 600, y: 0 },
].map((each) => ({ ...each, width: 100, height: 40 }));

describe('nextItem', () => {
  it('is the nearest one in the direction', () => {
    expect(nextItem(items, [], 'a', 'right')).toBe('b');
    expect(nextItem(items, [], 'far', 'left')).toBe('b');
    expect(nextItem(items, [], 'b', 'down')).toBe('c');
  });

  it('is rather one that is joined by an arrow', () => {
    expect(nextItem(items, [{ from: 'a', to: 'c' }], 'a', 'right')).toBe('c');
    expect(nextItem(items, [{ from: 'a', to: 'c' }], 'c', 'left')).toBe('a');
  });

  it('is none where there is nothing', () => {
    expect(nextItem(items, [], 'a', 'left')).toBeUndefined();
    expect(nextItem(items, [], 'nobody', 'left')).toBeUndefined();
  });
});
