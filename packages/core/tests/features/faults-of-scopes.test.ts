import {
  collect,
  configuration,
  fold,
  group,
  input,
  keys,
  node,
  optional,
  parallelizable,
  plain,
  reducers,
  settled,
  source,
  value,
  type Collect,
} from '@millrace/core';
import { graphFault, graphFaults, graphOf, summaryOf } from '../fixtures/build';

class Nested {
  @input() declare readonly seed: number;
  @parallelizable('seed') *region(seed: number): Generator<number> {
    yield seed;
  }
  @node('region') regionName(region: number): string {
    return `${region}`;
  }
  @parallelizable('region') *city(region: number): Generator<number> {
    yield region;
  }
  @node('city') population(city: number): number {
    return city;
  }
  @parallelizable('region', { onItemError: 'skip' }) *shop(region: number): Generator<number> {
    yield region;
  }
  @node('shop') sales(shop: number): number {
    return shop;
  }
}

class Independent extends Nested {
  @parallelizable() *year(): Generator<number> {
    yield 2026;
  }
}

describe('faults of scopes', () => {
  it('S2: INCOMPATIBLE_SCOPES names the node, both fan-outs, where each dependency lives, and the three fixes', () => {
    class Flow extends Independent {
      @node('population', 'seed', 'year') wrong(population: number, seed: number, year: number): number {
        return population + seed + year;
      }
    }

    const fault = graphFault([Flow]);

    expect(fault).toMatchObject({ code: 'INCOMPATIBLE_SCOPES', at: 'Flow.wrong' });
    expect(fault.message).toMatch(/"region" and "year"/);
    expect(fault.message).toMatch(/"population" lives in \[region, city\] and "year" lives in \[year\]/);
    expect(fault.message).toMatch(/Collect one of them.*nest "year" inside "region".*make "year" depend on "region" \(the product\)/);
  });

  it('S2: names the fan-outs in which sibling scopes part', () => {
    class Flow extends Nested {
      @node('population', 'sales', 'regionName') wrong(population: number, sales: number, name: string): string {
        return name + population + sales;
      }
    }

    expect(graphFault([Flow]).message).toMatch(/"city" and "shop"/);
  });

  it('S2: one fault for a node, none for what depends on it', () => {
    class Flow extends Independent {
      @node('population', 'year', 'sales') wrong(a: number, b: number, c: number): number {
        return a + b + c;
      }
      @node('wrong', 'city') after(wrong: number, city: number): number {
        return wrong + city;
      }
      @collect('after') all(xs: Collect<number>): number {
        return xs.length;
      }
      @parallelizable('all') *next(all: number): Generator<number> {
        yield all;
      }
      @collect('next') others(xs: Collect<number>): number {
        return xs.length;
      }
    }

    expect(summaryOf(graphFaults([Flow]))).toEqual(['INCOMPATIBLE_SCOPES Flow.wrong']);
  });

  it('S4: INVALID_GATHER for a bare dependency outside the closed fan-out, naming the scope and plain()', () => {
    class Flow extends Nested {
      @collect('population', 'regionName') wrong(xs: Collect<number>, names: Collect<string>): string {
        return names.join() + xs.length;
      }
    }

    expect(graphFault([Flow])).toMatchObject({
      code: 'INVALID_GATHER',
      at: 'Flow.wrong',
      message: expect.stringMatching(
        /"regionName", which lives in \[region\], outside of the fan-out "city".*plain\('regionName'\)/,
      ) as string,
    });
  });

  it('S4: INVALID_GATHER for a plain dependency inside it, naming the scope', () => {
    class Flow extends Nested {
      @collect('population', plain('city')) wrong(xs: Collect<number>, city: number): number {
        return city + xs.length;
      }
    }

    expect(graphFault([Flow]).message).toMatch(
      /plain\('city'\), which lives in \[region, city\], inside of the fan-out "city" that it closes.*Gather it/,
    );
  });

  it('S4: INCOMPATIBLE_SCOPES for a plain dependency of another fan-out, beside the closed one or apart from it', () => {
    class Flow extends Independent {
      @collect('population', plain('year')) a(xs: Collect<number>, year: number): number {
        return year + xs.length;
      }
      @collect('population', plain('shop')) b(xs: Collect<number>, shop: number): number {
        return shop + xs.length;
      }
    }

    const faults = graphFaults([Flow]);

    expect(summaryOf(faults)).toEqual(['INCOMPATIBLE_SCOPES Flow.a', 'INCOMPATIBLE_SCOPES Flow.b']);
    expect(faults[0]?.message).toMatch(/"region" and "year"/);
    expect(faults[1]?.message).toMatch(/"city" and "shop"/);
  });

  it('S4: INVALID_GATHER for a collector that gathers nothing, only plain values, only constants, or only values of the root', () => {
    class Flow extends Nested {
      @collect() none(): number {
        return 1;
      }
      @collect(plain('seed')) onlyPlain(seed: number): number {
        return seed;
      }
      @collect(value(1), optional(source<number>('x'), 1)) constants(xs: Collect<number>, ys: Collect<number>): number {
        return xs.length + ys.length;
      }
      @collect('seed') root(xs: Collect<number>): number {
        return xs.length;
      }
      @collect(source<number>('given')) external(xs: Collect<number>): number {
        return xs.length;
      }
    }

    const faults = graphFaults([Flow]);

    expect(summaryOf(faults)).toEqual(
      ['none', 'onlyPlain', 'constants', 'root', 'external'].map((name) => `INVALID_GATHER Flow.${name}`).sort(byOrderOf(faults)),
    );
    expect(faults.find(({ at }) => at === 'Flow.onlyPlain')?.message).toMatch(/gathers nothing\. plain\(…\) is not gathered/);
    expect(faults.find(({ at }) => at === 'Flow.root')?.message).toMatch(/"seed", which lives in the root scope \[\]/);
  });

  it('S5: INVALID_GATHER for over that names no fan-out of the gathered scope, with the nearest', () => {
    class Flow extends Nested {
      @collect('population', { over: 'regon' }) a(xs: Collect<number>): number {
        return xs.length;
      }
      @collect('population', { over: 'shop' }) b(xs: Collect<number>): number {
        return xs.length;
      }
      @collect('population', { over: 'population' }) c(xs: Collect<number>): number {
        return xs.length;
      }
    }

    const faults = graphFaults([Flow]);

    expect(summaryOf(faults)).toEqual(['INVALID_GATHER Flow.a', 'INVALID_GATHER Flow.b', 'INVALID_GATHER Flow.c']);
    expect(faults[0]?.message).toMatch(/over: "regon".*\[region, city\]\. Did you mean "region"\?/);
  });

  it('S5: INCOMPATIBLE_SCOPES for gathered dependencies of sibling scopes', () => {
    class Flow extends Nested {
      @collect('population', 'sales', { over: 'region' }) wrong(xs: Collect<number>, ys: Collect<number>): number {
        return xs.length + ys.length;
      }
    }

    expect(graphFault([Flow])).toMatchObject({
      code: 'INCOMPATIBLE_SCOPES',
      at: 'Flow.wrong',
      message: expect.stringMatching(/"city" and "shop"/) as string,
    });
  });

  it('S5: over gathers from every scope inside it, and closes all of them', () => {
    class Flow extends Nested {
      @collect('population', 'regionName', keys('region'), plain('seed'), { over: 'region' })
      all(a: Collect<number>, b: Collect<string>, c: Collect<string>, seed: number): number {
        return a.length + b.length + c.length + seed;
      }
    }

    expect(graphOf([Flow]).get('all')).toMatchObject({
      scope: [],
      closes: ['region', 'city'],
      dependencies: ['population', 'regionName', 'region', 'seed'],
    });
  });

  it('E3: SETTLED_NEEDS_POLICY names the fan-out in which the value lives, its method and the option', () => {
    class Flow extends Nested {
      @collect(settled('population')) a(xs: Collect<unknown>): number {
        return xs.length;
      }
      @collect(fold(group('population', settled('city')), reducers.count()), { over: 'region' }) b(count: number): number {
        return count;
      }
      @collect(settled('sales')) fine(xs: Collect<unknown>): number {
        return xs.length;
      }
      @collect('sales', settled('regionName'), { over: 'region' }) outer(xs: Collect<number>, ys: Collect<unknown>): number {
        return xs.length + ys.length;
      }
    }

    const faults = graphFaults([Flow]);

    expect(summaryOf(faults).sort()).toEqual([
      'SETTLED_NEEDS_POLICY Flow.a',
      'SETTLED_NEEDS_POLICY Flow.b',
      'SETTLED_NEEDS_POLICY Flow.outer',
    ]);
    expect(faults.find(({ at }) => at === 'Flow.a')?.message).toMatch(/settled\("population"\).*"city".*onItemError: 'skip'.*Nested\.city/);
    expect(faults.find(({ at }) => at === 'Flow.outer')?.message).toMatch(/"region".*Nested\.region/);
  });

  it('keys needs the item, not the node that it names: it is linked to the fan-out', () => {
    class Flow extends Nested {
      @collect(keys('population'), 'city', configuration<number>('limit'), group()) all(
        a: Collect<string>,
        b: Collect<number>,
        c: Collect<number>,
        d: Collect<[]>,
      ): number {
        return a.length + b.length + c.length + d.length;
      }
    }

    const all = graphOf([Flow], { config: { limit: 3 } }).get('all');

    expect(all?.dependencies).toEqual(['city']);
    expect(all?.parameters).toEqual([
      { kind: 'gather', entry: { kind: 'keys', name: 'city' } },
      { kind: 'gather', entry: { kind: 'node', name: 'city' } },
      { kind: 'gather', entry: { kind: 'constant', value: 3 } },
      { kind: 'gather', entry: { kind: 'list', items: [] } },
    ]);
  });

  it('keys: UNKNOWN_DEPENDENCY for an unknown name, INVALID_GATHER for the keys of a root node', () => {
    class Flow extends Nested {
      @collect('city', keys('citi' as never)) a(xs: Collect<number>, ks: Collect<string>): number {
        return xs.length + ks.length;
      }
      @collect('city', keys('seed')) b(xs: Collect<number>, ks: Collect<string>): number {
        return xs.length + ks.length;
      }
    }

    const faults = graphFaults([Flow]);

    expect(summaryOf(faults)).toEqual(['UNKNOWN_DEPENDENCY Flow.a', 'INVALID_GATHER Flow.b']);
    expect(faults[0]?.message).toMatch(/Did you mean "city"\?/);
  });

  it('S10: a method that collects and is parallelizable runs in the outer scope and opens a fan-out of its own', () => {
    class Flow extends Nested {
      @collect('population') @parallelizable({ concurrency: 3 }) *rank(xs: Collect<number>): Generator<number> {
        yield* xs;
      }
      @node('rank', 'regionName') ranked(rank: number, name: string): string {
        return name + rank;
      }
    }

    const graph = graphOf([Flow]);

    expect(graph.get('rank')).toMatchObject({
      roles: ['collect', 'parallelizable'],
      scope: ['region'],
      closes: ['city'],
      fanOut: { concurrency: 3 },
    });
    expect(graph.get('ranked')?.scope).toEqual(['region', 'rank']);
  });
});

/** Faults of scopes stand in topological order; the names are compared, not that order. */
function byOrderOf(faults: readonly { at: string }[]): (a: string, b: string) => number {
  const order = faults.map(({ at }) => `INVALID_GATHER ${at}`);
  return (a, b) => order.indexOf(a) - order.indexOf(b);
}
