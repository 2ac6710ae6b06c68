import { Permits } from './permits';

describe('permits', () => {
  it('are given to those in line in their order, and each asks for one only once', () => {
    const permits = new Permits(1);
    const began: number[] = [];
    let asked = 0;
    const begin = (number: number): void => {
      if (permits.exhausted) {
        asked++;
        return permits.wait(() => begin(number));
      }
      permits.take();
      began.push(number);
    };

    for (let number = 0; number < 6; number++) begin(number);
    for (let ended = 0; ended < 6; ended++) {
      permits.free();
      permits.advance();
    }

    expect(began).toEqual([0, 1, 2, 3, 4, 5]);
    expect(asked).toBe(5);
  });

  it('are taken by nobody who comes later while somebody is in line', () => {
    const permits = new Permits(2);
    const began: string[] = [];
    const begin = (name: string): void => {
      if (permits.exhausted) return permits.wait(() => begin(name));
      permits.take();
      began.push(name);
    };

    for (const name of ['a', 'b', 'c', 'd']) begin(name);
    permits.free();
    begin('late');
    permits.advance();
    permits.free();
    permits.advance();

    expect(began).toEqual(['a', 'b', 'c', 'd']);
  });
});
