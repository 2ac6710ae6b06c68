import { Pace } from './pace';

describe('the size of batches', () => {
  it('begins with one item, and grows to about 20 ms of work, at most to double of what has come back', () => {
    const pace = new Pace();
    const sizes = [pace.size()];

    for (let batch = 0; batch < 9; batch++) {
      pace.note(pace.size(), pace.size() * 0.1);
      sizes.push(pace.size());
    }

    expect(sizes).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 200, 200]);
  });

  it('does not grow by what came back before it had grown', () => {
    const pace = new Pace();
    for (let batch = 0; batch < 4; batch++) pace.note(1, 0.1);

    expect(pace.size()).toBe(2);
  });

  it('shrinks at once, to one item at least', () => {
    const pace = new Pace();
    pace.note(64, 1);
    pace.note(64, 640);

    expect(pace.size()).toBe(2);

    pace.note(2, 100);

    expect(pace.size()).toBe(1);
  });

  it('has a limit, however fast items are', () => {
    const pace = new Pace();
    for (let batch = 0; batch < 20; batch++) pace.note(pace.size(), 0);

    expect(pace.size()).toBe(4096);
  });

  it('is enough for all items that may be open at once, twice, where these mostly wait', () => {
    const pace = new Pace();
    pace.note(1, 100, 0.1);
    const soon = pace.size(8);
    pace.note(8, 100, 0.8);

    expect([soon, pace.size(8), pace.size(16), pace.size(Infinity)]).toEqual([8, 16, 32, 64]);

    pace.note(8, 100, 80);

    expect(pace.size(8)).toBe(2);
  });
});
