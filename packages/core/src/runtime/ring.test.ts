import { Ring } from './ring';

describe('Ring', () => {
  it('gives each value once, at its position, however far it wraps', () => {
    const ring = new Ring<number>();
    for (let round = 0; round < 100; round++) {
      const first = round * 37;
      for (let offset = 36; offset >= 0; offset--) ring.set(first + offset, first + offset);
      expect(ring.size).toBe(37);
      for (let offset = 0; offset < 37; offset++) expect(ring.take(first + offset)).toBe(first + offset);
      expect([ring.size, ring.take(first)]).toEqual([0, undefined]);
    }
  });

  it('grows while positions share a place', () => {
    const ring = new Ring<string>();
    ring.set(3, 'three');
    ring.set(3 + 1024, 'far');

    expect(ring.take(3 + 16)).toBeUndefined();
    expect([ring.take(3 + 1024), ring.take(3)]).toEqual(['far', 'three']);
  });
});
