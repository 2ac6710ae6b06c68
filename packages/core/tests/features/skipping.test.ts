import {
  collect,
  Driver,
  drop,
  each,
  fold,
  group,
  input,
  keys,
  node,
  NodeExecutionError,
  parallelizable,
  reducers,
  settled,
  type Collect,
  type Drop,
  type ItemFailure,
  type Parallelizable,
  type Settled,
} from '@millrace/core';
import { countedSource } from '../fixtures/counted-source';
import { codesOf, failureOf, faultOf, refusalOf } from '../fixtures/refusals';
import { warningsOf } from '../fixtures/warnings';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

const quiet = { onFailure: () => undefined };

/** Even numbers fail in `odd`; `all` needs nothing of it. */
class Skipping {
  readonly calls: string[] = [];
  @input() declare readonly numbers: Iterable<number>;

  @parallelizable('numbers', { onItemError: 'skip', key: (n) => `n${n}` }) n(numbers: Iterable<number>): Parallelizable<number> {
    return numbers;
  }
  @node('n') odd(n: number): number {
    this.calls.push(`odd ${n}`);
    if (n % 2 === 0) throw new Error(`${n} is even`);
    return n;
  }
  @node('odd') oddTen(odd: number): number {
    this.calls.push(`oddTen ${odd}`);
    return odd * 10;
  }
  @node('n') ten(n: number): number {
    this.calls.push(`ten ${n}`);
    return n * 10;
  }
  @collect('oddTen') odds(values: Collect<number>): number[] {
    return [...values];
  }
  @collect('ten') tens(values: Collect<number>): number[] {
    return [...values];
  }
  @collect('ten', 'odd') both(tens: Collect<number>, odds: Collect<number>): string {
    return tens.map((ten, i) => `${ten}/${String(odds[i])}`).join();
  }
}
const numbers = [1, 2, 3, 4];

describe('skipping items', () => {
  expectNoUnhandledRejections();

  it('E2: nodes that need the failed value, directly or not, do not run for that item; the others do', async () => {
    const flow = new Skipping();

    await new Driver({ modules: [flow] }).execute(['odds', 'tens'], { inputs: { numbers }, ...quiet });

    expect(flow.calls.filter((call) => call.startsWith('oddTen'))).toEqual(['oddTen 1', 'oddTen 3']);
    expect(flow.calls.filter((call) => call.startsWith('ten')).sort()).toEqual(['ten 1', 'ten 2', 'ten 3', 'ten 4']);
  });

  it('E2: a collector has an item exactly if every value it gathers from that item exists', async () => {
    const outputs = await new Driver({ modules: [Skipping] }).execute(['odds', 'tens', 'both'], { inputs: { numbers }, ...quiet });

    expect(outputs).toEqual({ odds: [10, 30], tens: [10, 20, 30, 40], both: '10/1,30/3' });
  });

  it('E2: what else is requested does not change what a collector receives', async () => {
    const driver = new Driver({ modules: [Skipping] });

    await expect(driver.execute(['tens'], { inputs: { numbers } })).resolves.toEqual({ tens: [10, 20, 30, 40] });
    await expect(driver.execute(['tens', 'odds'], { inputs: { numbers }, ...quiet })).resolves.toMatchObject({ tens: [10, 20, 30, 40] });
  });

  it('E2: nor does the phase: a later phase goes over the same items', async () => {
    class Flow extends Skipping {
      @node('ten', 'odds') share(ten: number, odds: number[]): number {
        return ten / odds.length;
      }
      @node('odd', 'tens') late(odd: number, tens: number[]): number {
        return odd + tens.length;
      }
      @collect('share') shares(values: Collect<number>): number[] {
        return [...values];
      }
      @collect('late') lates(values: Collect<number>): number[] {
        return [...values];
      }
    }

    const outputs = await new Driver({ modules: [Flow] }).execute(['shares', 'lates'], { inputs: { numbers }, ...quiet });

    expect(outputs).toEqual({ shares: [5, 10, 15, 20], lates: [5, 7] });
  });

  it('E2: keys and the items themselves stay aligned with what is left', async () => {
    class Flow extends Skipping {
      @collect('odd', 'n', keys('n')) table(odds: Collect<number>, ns: Collect<number>, labels: Collect<string>): string {
        return odds.map((odd, i) => `${odd}${String(ns[i])}${String(labels[i])}`).join();
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['table'], { inputs: { numbers }, ...quiet })).resolves.toEqual({
      table: '11n1,33n3',
    });
  });

  it('E2: each item fails once, whatever the number of nodes that need its value', async () => {
    const failures: ItemFailure[] = [];

    await new Driver({ modules: [Skipping] }).execute(['odds', 'both', each('oddTen')], {
      inputs: { numbers },
      onFailure: (failure) => failures.push(failure),
    });

    expect(failures.map(({ node: name, path }) => `${name} ${String(path[0]?.key)}`).sort()).toEqual(['odd n2', 'odd n4']);
  });

  it('E2: tolerate: n skips n items and fails the fan-out at the next', async () => {
    class Flow extends Skipping {
      @parallelizable('numbers', { onItemError: { tolerate: 2 }, concurrency: 1 }) override n(
        items: Iterable<number>,
      ): Parallelizable<number> {
        return items;
      }
    }
    const driver = new Driver({ modules: [Flow] });
    const source = countedSource([2, 1, 4, 3, 6, 5, 8]);

    await expect(driver.execute(['odds'], { inputs: { numbers: [2, 1, 4, 3] }, ...quiet })).resolves.toEqual({ odds: [10, 30] });
    const error = await failureOf(driver.execute(['odds'], { inputs: { numbers: source }, ...quiet }));

    expect(codesOf(error)).toContain('TOO_MANY_FAILURES');
    expect([source.pulled, source.returned]).toEqual([5, 1]);
  });

  it('E2: a percentage is judged when the source has ended', async () => {
    class Flow extends Skipping {
      @parallelizable('numbers', { onItemError: { tolerate: '50%' } }) override n(items: Iterable<number>): Parallelizable<number> {
        return items;
      }
    }
    const driver = new Driver({ modules: [Flow] });

    await expect(driver.execute(['odds'], { inputs: { numbers: [2, 4, 1, 3] }, ...quiet })).resolves.toEqual({ odds: [10, 30] });
    await expect(driver.execute(['odds'], { inputs: { numbers: [] }, ...quiet })).resolves.toEqual({ odds: [] });
    const error = await failureOf(driver.execute(['odds'], { inputs: { numbers: [2, 4, 6, 1, 3] }, ...quiet }));

    expect(codesOf(error)).toContain('TOO_MANY_FAILURES');
    expect(error.message).toMatch(/50 ?%/);
  });

  it('E2: until the source has ended at most window failures are borne under a percentage', async () => {
    const source = countedSource(Array.from({ length: 1000 }, (_, i) => i * 2));
    class Flow extends Skipping {
      @parallelizable('numbers', { onItemError: { tolerate: '99%' }, concurrency: 1, window: 10 }) override n(
        items: Iterable<number>,
      ): Parallelizable<number> {
        return items;
      }
    }

    const error = await failureOf(new Driver({ modules: [Flow] }).execute(['odds'], { inputs: { numbers: source }, ...quiet }));

    expect(codesOf(error)).toContain('TOO_MANY_FAILURES');
    expect(source.pulled).toBe(11);
  });

  it('E2: failures are counted per fan-out instance', async () => {
    class Flow {
      @parallelizable() *outer(): Generator<number> {
        yield* [1, 2, 3];
      }
      @parallelizable('outer', { onItemError: { tolerate: 1 } }) *inner(outer: number): Generator<number> {
        yield* [0, outer];
      }
      @node('inner') positive(inner: number): number {
        if (inner === 0) throw new Error('zero');
        return inner;
      }
      @collect('positive', { over: 'outer' }) all(values: Collect<number>): number[] {
        return [...values];
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['all'], quiet)).resolves.toEqual({ all: [1, 2, 3] });
  });

  it('E2: an item whose inner fan-out lost items is not lost itself', async () => {
    class Flow {
      @parallelizable() *outer(): Generator<number> {
        yield* [1, 2];
      }
      @parallelizable('outer', { onItemError: 'skip' }) *inner(outer: number): Generator<number> {
        yield* [outer, -outer];
      }
      @node('inner') positive(inner: number): number {
        if (inner < 0) throw new Error('negative');
        return inner;
      }
      @collect('positive') ofOuter(values: Collect<number>): number {
        return values.length;
      }
      @collect('ofOuter') all(values: Collect<number>): number[] {
        return [...values];
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['all'], quiet)).resolves.toEqual({ all: [1, 1] });
  });
});

describe('settled values', () => {
  expectNoUnhandledRejections();

  class Settling extends Skipping {
    @collect(settled('oddTen')) outcomes(outcomes: Collect<Settled<number>>): Settled<number>[] {
      return [...outcomes];
    }
    @collect(settled('oddTen'), settled('ten')) pairs(odds: Collect<Settled<number>>, tens: Collect<Settled<number>>): string {
      return odds.map((odd, i) => `${odd.status}/${String(tens[i]?.status)}`).join();
    }
    @collect(settled('oddTen'), 'odd') beside(outcomes: Collect<Settled<number>>, odds: Collect<number>): string {
      return outcomes.map(({ status }, i) => `${status} ${String(odds[i])}`).join();
    }
    @collect(
      fold(settled('odd'), {
        init: () => 0,
        step: (lost: number, outcome: Settled<number>) => lost + (outcome.status === 'rejected' ? 1 : 0),
      }),
    )
    lost(lost: number): number {
      return lost;
    }
    @collect(group({ outcome: settled('odd'), item: 'n' })) grouped(entries: Collect<{ outcome: Settled<number>; item: number }>): string {
      return entries.map(({ outcome, item }) => `${item} ${outcome.status}`).join();
    }
  }
  const driver = new Driver({ modules: [Settling] });
  const options = { inputs: { numbers: [1, 2, 3] }, ...quiet };

  it('E3: gathers an entry for every item, with the failure that prevented the value', async () => {
    const { outcomes } = await driver.execute(['outcomes'], options);

    expect(outcomes).toEqual([
      { status: 'fulfilled', value: 10 },
      { status: 'rejected', reason: expect.any(NodeExecutionError) as unknown, key: 'n2' },
      { status: 'fulfilled', value: 30 },
    ]);
    const [, second] = outcomes;
    expect(second).toMatchObject({
      reason: { node: 'odd', cause: { message: '2 is even' }, path: [{ parallelizable: 'n', index: 1, key: 'n2' }] },
    });
  });

  it('E3: settles each value for itself', async () => {
    const { pairs } = await driver.execute(['pairs'], options);

    expect(pairs).toBe('fulfilled/fulfilled,rejected/fulfilled,fulfilled/fulfilled');
  });

  it('E3: a value gathered beside it removes the item as in E2', async () => {
    const { beside } = await driver.execute(['beside'], options);

    expect(beside).toBe('fulfilled 1,fulfilled 3');
  });

  it('E3: works inside fold and beside others in a group', async () => {
    await expect(driver.execute(['lost', 'grouped'], options)).resolves.toEqual({ lost: 1, grouped: '1 fulfilled,2 rejected,3 fulfilled' });
  });

  it('E3: over a fan-out whose policy is fail it is refused at build, naming the policy to set', () => {
    class Flow {
      @parallelizable() *n(): Generator<number> {
        yield 1;
      }
      @collect(settled('n')) all(values: Collect<Settled<number>>): number {
        return values.length;
      }
    }

    const fault = faultOf(() => new Driver({ modules: [Flow] }));

    expect(fault).toMatchObject({ code: 'SETTLED_NEEDS_POLICY', at: expect.stringContaining('Flow.all') as string });
    expect(fault.message).toMatch(/onItemError/);
    expect(fault.message).toMatch(/skip/);
  });

  it('E3: settles an inner collector’s value, rejected where its fan-out failed', async () => {
    class Flow {
      @parallelizable({ onItemError: 'skip', key: (n) => `o${n}` }) *outer(): Generator<number> {
        yield* [1, 2];
      }
      @parallelizable('outer') *inner(outer: number): Generator<number> {
        yield* [outer, outer];
      }
      @node('inner') one(inner: number): number {
        if (inner !== 1) throw new Error('not one');
        return inner;
      }
      @collect('one') inners(values: Collect<number>): number {
        return values.length;
      }
      @collect(settled('inners')) all(values: Collect<Settled<number>>): Settled<number>[] {
        return [...values];
      }
    }

    const { all } = await new Driver({ modules: [Flow] }).execute(['all'], quiet);

    expect(all).toMatchObject([
      { status: 'fulfilled', value: 2 },
      { status: 'rejected', key: 'o2', reason: { node: 'one' } },
    ]);
  });
});

describe('drop', () => {
  expectNoUnhandledRejections();

  class Filtering {
    readonly calls: string[] = [];
    @input() declare readonly numbers: readonly number[];
    @parallelizable('numbers') n(items: readonly number[]): Parallelizable<number> {
      return items;
    }
    @node('n') even(n: number): number | Drop {
      return n % 2 === 0 ? n : drop;
    }
    @node('even') evenTen(even: number): number {
      this.calls.push(`evenTen ${even}`);
      return even * 10;
    }
    @collect('evenTen') evens(values: Collect<number>): number[] {
      return [...values];
    }
    @collect('n') all(values: Collect<number>): number[] {
      return [...values];
    }
    @collect(fold('even', reducers.sum())) evenSum(total: number): number {
      return total;
    }
  }

  it('E6: filters items: they are absent from what needs this node, and nowhere else', async () => {
    const flow = new Filtering();

    const outputs = await new Driver({ modules: [flow] }).execute(['evens', 'all', 'evenSum', each('even')], { inputs: { numbers } });

    expect(outputs).toEqual({ evens: [20, 40], all: [1, 2, 3, 4], evenSum: 6, even: [2, 4] });
    expect(flow.calls).toEqual(['evenTen 2', 'evenTen 4']);
  });

  it('E6: is no failure: neither the policy nor the list of failures notices', async () => {
    const run = new Driver({ modules: [Filtering] }).run(['evens'], { inputs: { numbers } });

    await run.outputs;

    expect(run.failures).toHaveLength(0);
  });

  it('E6: works for asynchronous nodes, inner collectors, and across phases', async () => {
    class Flow {
      @parallelizable() *outer(): Generator<number> {
        yield* [1, 2, 3];
      }
      @parallelizable('outer') *inner(outer: number): Generator<number> {
        for (let i = 0; i < outer; i++) yield i;
      }
      @collect('inner') async several(values: Collect<number>): Promise<number | Drop> {
        await Promise.resolve();
        return values.length > 1 ? values.length : drop;
      }
      @collect('several') counts(counts: Collect<number>): number[] {
        return [...counts];
      }
      @node('several', 'counts') share(several: number, counts: number[]): string {
        return `${several} of ${counts.join('+')}`;
      }
      @collect('share') shares(shares: Collect<string>): string[] {
        return [...shares];
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['counts', 'shares'])).resolves.toEqual({
      counts: [2, 3],
      shares: ['2 of 2+3', '3 of 2+3'],
    });
  });

  it('E6: at the root, where there is no item to drop, it is an error', async () => {
    class Flow {
      @node() wrong(): number | Drop {
        return drop;
      }
    }

    const error = await refusalOf(() => new Driver({ modules: [Flow] }).execute(['wrong']));

    expect(codesOf(error)).toContain('DROP_AT_ROOT');
    expect(error.message).toContain('wrong');
  });
});

describe('absent values and over', () => {
  expectNoUnhandledRejections();

  /** Outer 2 is dropped in `odd`, outer 3 fails in it; inner 11 fails in `v`. */
  class Both {
    @parallelizable({ onItemError: 'skip' }) *o(): Generator<number> {
      yield* [1, 2, 3];
    }
    @node('o') odd(o: number): number | Drop {
      if (o === 3) throw new Error('three');
      return o === 2 ? drop : o;
    }
    @parallelizable('o', { onItemError: 'skip' }) *i(o: number): Generator<number> {
      yield* [o * 10, o * 10 + 1];
    }
    @node('i') v(i: number): number {
      if (i === 11) throw new Error('eleven');
      return i;
    }
    @collect('odd', 'v', { over: 'o' }) pairs(odds: Collect<number>, vs: Collect<number>): string {
      return vs.map((v, at) => `${String(odds[at])}/${v}`).join();
    }
    @collect('v', 'o', { over: 'o' }) all(vs: Collect<number>, os: Collect<number>): string {
      return vs.map((v, at) => `${String(os[at])}/${v}`).join();
    }
    @collect(settled('v'), 'o', { over: 'o' }) outcomes(vs: Collect<Settled<number>>, os: Collect<number>): string {
      return vs.map(({ status }, at) => `${String(os[at])} ${status}`).join();
    }
    @collect(fold('v', reducers.count()), fold('odd', reducers.count()), { over: 'o' }) counts(vs: number, odds: number): string {
      return `${vs} ${odds}`;
    }
  }

  it.each([
    ['E2, E6: an outer value that is absent removes all entries below its item', 'pairs', '1/10'],
    ['E2: one that is not gathered removes none', 'all', '1/10,2/20,2/21,3/30,3/31'],
    [
      'E3: a settled inner value has an entry for every inner item',
      'outcomes',
      '1 fulfilled,1 rejected,2 fulfilled,2 fulfilled,3 fulfilled,3 fulfilled',
    ],
    ['E2: folds of one collector stay aligned', 'counts', '1 1'],
  ] as const)('%s', async (_, name, expected) => {
    await expect(new Driver({ modules: [Both] }).execute([name], quiet)).resolves.toEqual({ [name]: expected });
  });
});

describe('failures are reported', () => {
  expectNoUnhandledRejections();

  class AllFail {
    @parallelizable({ onItemError: 'skip' }) *n(): Generator<number> {
      for (let n = 0; n < 1500; n++) yield n;
    }
    @node('n') failing(n: number): number {
      throw new Error(`no ${n}`);
    }
    @collect('failing') all(values: Collect<number>): number {
      return values.length;
    }
  }

  it('E8: run.failures keeps the first 1,000 and the total', async () => {
    const run = new Driver({ modules: [AllFail] }).run(['all'], quiet);

    await run.outputs;

    expect(run.failures).toHaveLength(1000);
    expect(run.failures.total).toBe(1500);
    expect(run.failures[7]).toMatchObject({ node: 'failing', path: [{ parallelizable: 'n', index: 7, key: '7' }], attempts: 1 });
  });

  it('E8: onFailure gets each one', async () => {
    const seen: ItemFailure[] = [];

    await new Driver({ modules: [AllFail] }).execute(['all'], { onFailure: (failure) => seen.push(failure) });

    expect(seen).toHaveLength(1500);
    expect(seen[1499]).toMatchObject({ node: 'failing' });
  });

  it('E8: without a listener, skipped items are reported once per run by a warning', async () => {
    const driver = new Driver({ modules: [AllFail] });

    const warnings = await warningsOf(() => driver.execute(['all']));
    const quietly = await warningsOf(() => driver.execute(['all'], quiet));

    expect(warnings).toHaveLength(1);
    expect(warnings[0]?.message).toMatch(/1,?500/);
    expect(quietly).toEqual([]);
  });

  it('E8: a run without failures, or with dropped items only, warns of nothing', async () => {
    const warnings = await warningsOf(() => new Driver({ modules: [Skipping] }).execute(['odds'], { inputs: { numbers: [1, 3] } }));

    expect(warnings).toEqual([]);
  });

  it('E8: an onFailure that throws does not go unnoticed', async () => {
    const error = await refusalOf(() =>
      new Driver({ modules: [AllFail] }).execute(['all'], {
        onFailure: () => {
          throw new Error('the listener broke');
        },
      }),
    );

    expect(`${error.message} ${String(error.cause)}`).toContain('the listener broke');
  });
});
