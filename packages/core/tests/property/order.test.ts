import fc from 'fast-check';

import { collect, Driver, fold, input, keys, node, parallelizable, reducers, type Collect } from '../../src';
import { VirtualClock } from './engine/virtual-clock';

/** Notes when items are begun and ended; the delays of a phase are looked up by item. */
class Notes {
  readonly begun: number[] = [];
  readonly ended: number[] = [];
  /** The largest distance of an item that was begun from the oldest one that had not ended. */
  furthest = 0;
  readonly #clock: VirtualClock;
  readonly #delays: readonly number[];

  constructor(clock: VirtualClock, delays: readonly number[]) {
    this.#clock = clock;
    this.#delays = delays;
  }

  async work(item: number): Promise<number> {
    const oldest = this.#delays.findIndex((_, index) => !this.ended.includes(index));
    this.begun.push(item);
    this.furthest = Math.max(this.furthest, item - oldest);
    await this.#clock.after(this.#delays[item] ?? 1);
    this.ended.push(item);
    return item;
  }
}

const delays = fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 12 });
const concurrency = fc.integer({ min: 1, max: 6 });

it('R1: collectors of one phase of an unordered fan-out see the order of completion, and the next phase starts in it', async () => {
  await fc.assert(
    fc.asyncProperty(delays, delays, concurrency, async (first, second, lanes) => {
      const clock = new VirtualClock();
      const phases = [new Notes(clock, first), new Notes(clock, [...second, ...first])] as const;
      const { order, indices, numbered, again } = await clock.drive(runUnordered(phases, first.length, lanes));

      expect(order).toEqual(phases[0].ended);
      expect(indices).toEqual(order.map(String));
      expect(numbered).toEqual(order.map((item, position) => [position, item]));
      expect(phases[1].begun).toEqual(order);
      expect(again).toEqual(phases[1].ended);
    }),
    { numRuns: 100 },
  );
});

it('R2: no item is begun further ahead of the oldest unfinished one than the window of a fold', async () => {
  await fc.assert(
    fc.asyncProperty(delays, concurrency, fc.nat({ max: 4 }), async (waits, lanes, more) => {
      const clock = new VirtualClock();
      const notes = new Notes(clock, waits);
      const window = lanes + more;
      const list = await clock.drive(runWindowed(notes, waits.length, { concurrency: lanes, window }));

      expect(list).toEqual(waits.map((_, item) => item));
      expect(notes.furthest).toBeLessThanOrEqual(window);
    }),
    { numRuns: 100 },
  );
});

async function runUnordered([first, second]: readonly [Notes, Notes], count: number, lanes: number) {
  const entries = {
    init: (): (readonly [number, number])[] => [],
    step: (list: (readonly [number, number])[], item: number, position: number) => [...list, [position, item] as const],
  };
  class Unordered {
    @input() declare readonly count: number;

    @parallelizable('count', { ordered: false, concurrency: lanes })
    *item(count: number): Generator<number> {
      for (let i = 0; i < count; i++) yield i;
    }

    @node('item') worked(item: number): Promise<number> {
      return first.work(item);
    }

    @collect('worked') order(items: Collect<number>): readonly number[] {
      return items;
    }

    @collect(keys('item'), 'worked') indices(all: Collect<string>, _items: Collect<number>): readonly string[] {
      return all;
    }

    @collect(fold('worked', entries)) numbered(list: (readonly [number, number])[]): (readonly [number, number])[] {
      return list;
    }

    @node('worked', 'order') late(item: number, _order: readonly number[]): Promise<number> {
      return second.work(item);
    }

    @collect('late') again(items: Collect<number>): readonly number[] {
      return items;
    }
  }
  return new Driver({ modules: [Unordered] }).execute(['order', 'indices', 'numbered', 'again'], { inputs: { count } });
}

async function runWindowed(
  notes: Notes,
  count: number,
  options: { readonly concurrency: number; readonly window: number },
): Promise<number[]> {
  class Windowed {
    @input() declare readonly count: number;

    @parallelizable('count', options)
    *item(count: number): Generator<number> {
      for (let i = 0; i < count; i++) yield i;
    }

    @node('item') worked(item: number): Promise<number> {
      return notes.work(item);
    }

    @collect(fold('worked', reducers.toArray<number>())) list(items: number[]): number[] {
      return items;
    }
  }
  const { list } = await new Driver({ modules: [Windowed] }).execute(['list'], { inputs: { count } });
  return list;
}
