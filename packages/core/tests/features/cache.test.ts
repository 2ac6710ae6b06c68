import { cache, collect, Driver, drop, fileCache, memoryCache, node, parallelizable, type Collect } from '@millrace/core';

it('takes from the cache what was computed in an earlier run', async () => {
  let calls = 0;
  class Sums {
    @node() one(): number {
      calls++;
      return 1;
    }
    @node('one') two(one: number): number {
      calls++;
      return one + 1;
    }
  }
  const driver = new Driver({ modules: [Sums], cache: memoryCache() });

  expect(await driver.execute(['two'])).toEqual({ two: 2 });
  expect(await driver.execute(['two'])).toEqual({ two: 2 });
  expect(calls).toBe(2);
  expect(driver.cache.run()?.nodes).toEqual({ one: { hit: 1 }, two: { hit: 1 } });
});
void [cache, collect, drop, fileCache, parallelizable];
export type X = Collect<number>;
