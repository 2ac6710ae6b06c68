import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { collect, Driver, node, parallelizable, plain, type Collect, type Parallelizable } from '@millrace/core';
import { turnLoop } from '../fixtures/main-process';

// Garbage is collected again and again, which takes its time on a busy machine.
jest.setTimeout(60_000);

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** A value that tells whether somebody still holds it. */
class Large {
  readonly values = new Array<number>(1000).fill(1);
}

/** Watches values by name, and says which of them are still held once garbage is collected. */
class Watch {
  readonly #made = new Map<string, WeakRef<Large>>();

  make(name: string): Large {
    const large = new Large();
    this.#made.set(name, new WeakRef(large));
    return large;
  }

  async held(): Promise<string[]> {
    // What a weak reference was made for is kept until the loop turns.
    await turnLoop();
    collectGarbage();
    return [...this.#made].filter(([, ref]) => ref.deref() !== undefined).map(([name]) => name);
  }
}

describe.each(['always', 'never'] as const)('letting go of values at the root (codegen: %s)', (codegen) => {
  it('lets go of a value when the last node that needs it has run, and keeps outputs', async () => {
    const watch = new Watch();
    let held: string[] = [];
    class Chain {
      @node() raw(): Large {
        return watch.make('raw');
      }
      @node('raw') clean(raw: Large): Large {
        expect(raw.values).toHaveLength(1000);
        return watch.make('clean');
      }
      @node('raw', 'clean') joined(raw: Large, clean: Large): Large {
        expect([raw.values.length, clean.values.length]).toEqual([1000, 1000]);
        return watch.make('joined');
      }
      @node('joined') async size(joined: Large): Promise<number> {
        const { length } = joined.values;
        held = await watch.held();
        return length;
      }
      @node('size', 'clean') summary(size: number, clean: Large): number {
        return size + clean.values.length;
      }
    }
    const { summary, joined } = await new Driver({ modules: [Chain], codegen }).execute(['summary', 'joined']);
    expect(summary).toBe(2000);
    expect(joined.values).toHaveLength(1000);
    expect(held).toEqual(['clean', 'joined']);
  });

  it('lets go of a value that is needed by nodes which end in any order', async () => {
    const watch = new Watch();
    let held: string[] = [];
    const later = <T>(value: T): Promise<T> => new Promise((resolve) => setImmediate(() => resolve(value)));
    class Diamond {
      @node() async raw(): Promise<Large> {
        return watch.make('raw');
      }
      @node('raw') async slow(raw: Large): Promise<number> {
        return later(raw.values.length);
      }
      @node('raw') async quick(raw: Large): Promise<number> {
        return raw.values.length;
      }
      @node('slow', 'quick') async both(slow: number, quick: number): Promise<number> {
        held = await watch.held();
        return slow + quick;
      }
    }
    expect(await new Driver({ modules: [Diamond], codegen }).execute(['both'])).toEqual({ both: 2000 });
    expect(held).toEqual([]);
  });

  it('lets go of gathered lists and of values around a fan-out', async () => {
    const watch = new Watch();
    let held: string[] = [];
    class FanOut {
      @node() around(): Large {
        return watch.make('around');
      }
      @parallelizable() items(): Parallelizable<number> {
        return [1, 2];
      }
      @node('items', 'around') sized(item: number, around: Large): Large {
        expect(around.values).toHaveLength(1000);
        return watch.make(`item ${item}`);
      }
      @collect('sized', plain('around')) total(sizes: Collect<Large>, around: Large): number {
        return sizes.length + around.values.length;
      }
      @node('total') async report(total: number): Promise<number> {
        held = await watch.held();
        return total;
      }
    }
    expect(await new Driver({ modules: [FanOut], codegen }).execute(['report'])).toEqual({ report: 1002 });
    expect(held).toEqual([]);
  });
});
