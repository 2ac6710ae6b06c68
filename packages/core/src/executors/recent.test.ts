import { Recent } from './recent';

it('keeps what was asked for lately', () => {
  const recent = new Recent<string, number>(2);
  let made = 0;
  const get = (key: string): number => recent.get(key, () => ++made);

  expect([get('a'), get('b'), get('a'), get('c'), get('a')]).toEqual([1, 2, 1, 3, 1]);
  expect(recent.find('b')).toBeUndefined();
  expect([...recent.keys()]).toEqual(['c', 'a']);

  recent.delete('a');

  expect(get('a')).toBe(4);
});
