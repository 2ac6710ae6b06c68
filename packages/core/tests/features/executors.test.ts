import {
  cache,
  collect,
  Driver,
  each,
  input,
  memoryCache,
  node,
  parallelizable,
  perItem,
  pool,
  type Collect,
  type DriverOptions,
} from '@millrace/core';
import type { Executor } from '@millrace/core/executors';
import { cloningExecutor } from '../fixtures/cloning-executor';
import { faultOf, faultsOf, refusalOf } from '../fixtures/refusals';

/** An executor that is refused before anything runs. */
const workers: Executor = {
  threads: 2,
  batch: 'adaptive',
  attempts: 1,
  open: () => {
    throw new Error('nothing is to be run');
  },
};

class Far {
  @input() declare readonly n: number;
  @parallelizable('n', { executor: 'workers' }) *item(n: number): Generator<number> {
    for (let i = 0; i < n; i++) yield i;
  }
  @node('item') twice(item: number): number {
    return item * 2;
  }
  @parallelizable('item') *part(item: number): Generator<number> {
    yield item;
  }
  @node('part') half(part: number): number {
    return part / 2;
  }
  @collect('half') halves(halves: Collect<number>): number {
    return halves.length;
  }
  @collect('twice', 'halves') all(twice: Collect<number>, halves: Collect<number>): number[][] {
    return [[...twice], [...halves]];
  }
}

const driverOf = (options: Partial<DriverOptions>, cls: new () => object = Far) => new Driver({ modules: [cls], ...options });

describe('executors', () => {
  it('a name that the driver does not have is refused, with the nearest', () => {
    const { code, message } = faultOf(() => driverOf({ executors: { worker: workers } }));

    expect(code).toBe('UNKNOWN_EXECUTOR');
    expect(message).toContain('Far.item names the executor "workers", which the driver does not have. Did you mean "worker"?');
    expect(faultOf(() => driverOf({})).message).toContain("workerThreads({ modules: require.resolve('./flows') })");
  });

  it('what is no executor is refused, and a parallelizable that an executor takes must exist', () => {
    const takesNothing = { ...workers, fanOuts: ['itme', 'twice'] };

    expect(faultOf(() => driverOf({ executors: { workers: {} as Executor } })).code).toBe('INVALID_OPTION');
    expect(faultsOf(() => driverOf({ executors: { workers: takesNothing } })).map(({ message }) => message)).toEqual([
      expect.stringContaining(
        'The option "executors.workers.fanOuts" names "itme", which is no parallelizable of this graph. Did you mean "item"?',
      ),
      expect.stringContaining('"twice", which is a node that opens no fan-out'),
    ]);
  });

  it("'in-process' runs the items here, which tests of a dataflow may want", async () => {
    await expect(driverOf({ executors: { workers: 'in-process' } }).execute(['all'], { inputs: { n: 2 } })).resolves.toEqual({
      all: [
        [0, 2],
        [1, 1],
      ],
    });
  });

  it('the plan says what runs elsewhere; a fan-out inside goes along', () => {
    const plan = String(driverOf({ executors: { workers } }).plan(['all']));

    expect(plan).toContain('item (phase 0, opens, concurrency 16, on workers)');
    expect(plan).toContain('part (phase 0, opens, concurrency 16)');
  });

  it('an executor may take parallelizables that do not name it', () => {
    class Plain {
      @parallelizable() *a(): Generator<number> {
        yield 1;
      }
      @parallelizable() *b(): Generator<number> {
        yield 1;
      }
      @collect('a') as(as: Collect<number>): number {
        return as.length;
      }
      @collect('b') bs(bs: Collect<number>): number {
        return bs.length;
      }
    }

    const some = String(driverOf({ executors: { workers: { ...workers, fanOuts: ['b'] } } }, Plain).plan(['as', 'bs']));
    const all = String(driverOf({ executors: { workers: { ...workers, fanOuts: 'all' } } }, Plain).plan(['as', 'bs']));

    expect(some.match(/^[ab] .*on workers/gm)).toEqual([expect.stringMatching(/^b /)]);
    expect(all.match(/on workers/g)).toHaveLength(2);
  });

  it('pools, and hooks around nodes, are refused when the driver is made', () => {
    class Limited extends Far {
      @pool('api') @node('item') asked(item: number): number {
        return item;
      }
    }

    const faults = faultsOf(
      () =>
        new Driver({
          modules: [Limited],
          executors: { workers },
          pools: { api: 1 },
          hooks: [{ name: 'tracer', beforeNode: () => undefined }],
        }),
    );

    expect(faults.map(({ code }) => code)).toEqual(['CANNOT_CROSS', 'CANNOT_CROSS']);
    expect(faults[0]?.message).toContain('"asked" cannot go to the executor "workers": it uses the pool "api"');
    expect(faults[1]?.message).toContain('The hook "tracer" cannot go to the executor "workers": it has beforeNode');
    expect(() => new Driver({ modules: [Far], executors: { workers }, hooks: [{ onItem: () => undefined }] })).not.toThrow();
  });

  it('a cache that one wants of a node is refused; what a driver says of all nodes does not concern those elsewhere', () => {
    class Cached extends Far {
      @cache() @node('item') kept(item: number): number {
        return item;
      }
      @cache({ behavior: 'disable' }) @node('part') computed(part: number): number {
        return part;
      }
    }
    const options = { executors: { workers }, cache: memoryCache() };

    const [fault, ...others] = faultsOf(() => driverOf(options, Cached));

    expect([fault?.code, others]).toEqual(['CANNOT_CROSS', []]);
    expect(fault?.message).toContain('"kept" cannot go to the executor "workers": its results are to be cached');
    expect(fault?.message).toContain(`or run the fan-out in this process: executors: { "workers": 'in-process' }`);
    expect(() => driverOf({ executors: { workers } }, Cached)).not.toThrow();
    expect(() => driverOf(options)).not.toThrow();
    expect(faultOf(() => driverOf({ ...options, defaults: [{ name: 'twice', cache: 'default' }] })).message).toContain('"twice"');
  });

  it('an override by a function is refused for a node that runs elsewhere, and not for the parallelizable', async () => {
    const driver = driverOf({ executors: { workers } });

    const failure = await refusalOf(() => driver.execute(['all'], { inputs: { n: 1 }, overrides: { twice: perItem(() => 1) } }));

    expect(failure).toMatchObject({ code: 'CANNOT_CROSS' });
    expect(String(failure)).toContain('its override is a function, perItem(…)');
    await expect(driverOf({ executors: { workers } }).execute(['all'], { overrides: { item: perItem(() => []) } })).resolves.toEqual({
      all: [[], []],
    });
  });

  it('a stream of a node further in is refused, and so is a later phase over items of an inner fan-out', async () => {
    class Phases extends Far {
      @collect('half', { over: 'item' }) total(halves: Collect<number>): number {
        return halves.length;
      }
      @node('half', 'total') share(half: number, total: number): number {
        return half / total;
      }
    }
    const driver = driverOf({ executors: { workers } }, Phases);

    const streamed = await refusalOf(() =>
      driver
        .stream('half', { inputs: { n: 1 } })
        [Symbol.asyncIterator]()
        .next(),
    );
    const again = await refusalOf(() => driver.plan([each('share')]));

    expect(streamed).toMatchObject({ code: 'CANNOT_CROSS', message: expect.stringContaining('a node further in is streamed') });
    expect(again).toMatchObject({
      code: 'CANNOT_CROSS',
      message: expect.stringContaining('"part" cannot go to the executor "workers": its items are needed again'),
    });
  });

  it.each([1, 3, 16])(
    'F2: with a concurrency of %d, no more items are pulled and not finished, though batches are sent ahead',
    async (concurrency) => {
      let pulled = 0;
      let finished = 0;
      let most = 0;
      class Counted extends Far {
        @parallelizable('n', { executor: 'workers', concurrency }) override *item(n: number): Generator<number> {
          for (let i = 0; i < n; i++) {
            most = Math.max(most, ++pulled - finished);
            yield i;
          }
        }
      }
      const ahead = cloningExecutor({ Counted }, { batch: 1, ahead: 1 });
      const driver = driverOf(
        {
          executors: { workers: ahead },
          hooks: [{ onItem: ({ parallelizable }) => void (finished += parallelizable === 'item' ? 1 : 0) }],
        },
        Counted,
      );

      await driver.execute(['all'], { inputs: { n: 40 } });

      expect(most).toBe(Math.min(concurrency, 4));
    },
  );

  it.each([
    [
      'behind others, with whoever ran those: are sent again, however often',
      true,
      {
        all: [
          [0, 2, 4, 6],
          [1, 1, 1, 1],
        ],
      },
    ],
    ['without these having begun, three times in a row: end the run', false, 'WORKER_SETUP'],
  ])('items that were lost %s', async (_, wasBehind, expected) => {
    let losses = 0;
    const executor = cloningExecutor({ Far }, { batch: 2 });
    const loses: Executor = {
      ...executor,
      open: (block) => {
        const open = executor.open(block);
        const lost = { kind: 'lost', error: new Error('gone'), states: [0, 0], wasBehind, canRepeat: true } as const;
        return {
          ...open,
          run: (items, how) => (losses++ < 8 ? { outcome: Promise.resolve(lost), cancel: () => undefined } : open.run(items, how)),
        };
      },
    };

    const outputs = driverOf({ executors: { workers: loses } }).execute(['all'], { inputs: { n: 4 } });

    await expect(outputs.catch((error: Error) => (error.cause as { code: string }).code)).resolves.toEqual(expected);
  });

  it.each(['always', 'never'] as const)('an item that fails ends its batch and the run, code generated: %s', async (codegen) => {
    class Fragile {
      @input() declare readonly n: number;
      @parallelizable('n', { executor: 'workers' }) *item(n: number): Generator<number> {
        for (let i = 0; i < n; i++) yield i;
      }
      @node('item') checked(item: number): number {
        if (item === 4) throw new RangeError('too much');
        return item;
      }
      @collect('checked') all(checked: Collect<number>): number {
        return checked.length;
      }
    }
    const driver = driverOf({ executors: { workers: cloningExecutor({ Fragile }) }, codegen }, Fragile);

    await expect(driver.execute(['all'], { inputs: { n: 4 } })).resolves.toEqual({ all: 4 });
    await expect(driver.execute(['all'], { inputs: { n: 9 } })).rejects.toMatchObject({
      code: 'NODE_FAILED',
      message: expect.stringContaining('item[4]'),
    });
  });
});
