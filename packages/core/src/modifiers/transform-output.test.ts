import {
  collect,
  node,
  parallelizable,
  source,
  Driver,
  output,
  each,
  drop,
  plain,
  type Collect,
  type Parallelizable,
} from '@millrace/core';
import { modifierDecorator } from '../decorators/modifier-decorator';
import { readClass } from '../metadata/read-class';
import { isIntermediate } from '../types/generated';
import { functionCall } from '../types/function-call';
import { buildGraph } from '../graph/build-graph';
import { parameterOf } from './reference';
import { transformOutput } from './transform-output';

/** Doubles what the final nodes of a method give. */
const doubled = () =>
  modifierDecorator({
    name: 'doubled',
    phase: 'transformation',
    arguments: [],
    apply: (definitions) =>
      definitions.flatMap((definition) => {
        if (isIntermediate(definition)) return [definition];
        const raw = `${definition.name}_raw`;
        const double = functionCall((n: number) => 2 * n);
        return transformOutput(definition, { raw, between: [], final: { parameters: [parameterOf(raw)], call: double } });
      }),
  });

class Flow {
  @doubled()
  @parallelizable({ concurrency: 2, key: (n) => `#${n}`, onItemError: 'skip' })
  item(): Parallelizable<number> {
    return [1, 2, 3];
  }

  @node(source<number>('item')) next(item: number): number {
    if (item === 4) throw new Error('four');
    return item + 1;
  }

  @doubled()
  @collect('next', { over: 'item' })
  total(xs: Collect<number>): number {
    return xs.reduce((a, b) => a + b, 0);
  }
}

describe('transformOutput', () => {
  it('F9: transforms each item of a parallelizable, under its name, and the result of a collector', async () => {
    const driver = new Driver({ modules: [Flow] });

    await expect(driver.execute(['total', output<{ total_raw: number }>('total_raw'), each('item')])).resolves.toEqual({
      total: 20,
      total_raw: 10,
      item: [2, 4, 6],
    });
  });

  it('F9: goes on calling the fan-out by the name of the parallelizable, wherever users see or write it', async () => {
    const driver = new Driver({ modules: [Flow], concurrency: { item: 1 } });
    const run = driver.run(['total']);
    const events: unknown[] = [];
    run.events.subscribe((event) => events.push('parallelizable' in event ? event.parallelizable : event.type));

    await run.outputs;

    expect(driver.nodes().map(({ name, scope }) => [name, ...scope])).toEqual([
      ['item_raw'],
      ['item', 'item'],
      ['next', 'item'],
      ['total_raw'],
      ['total'],
    ]);
    expect(driver.graph.get('item_raw')?.fanOut?.concurrency).toBe(1);
    expect(run.failures.map(({ path }) => path)).toEqual([[{ parallelizable: 'item', index: 1, key: '#2' }]]);
    expect(events).toContain('item');
    expect(events).not.toContain('item_raw');
    expect(driver.graph.toMermaid()).toContain('for each item"');
  });

  it('F9: a broadcast back, keys and overrides see the transformed item', async () => {
    class Shares {
      @doubled() @parallelizable() *n(): Generator<number> {
        yield* [1, 2, 3];
      }
      @collect(source<number>('n')) sum(ns: Collect<number>): number {
        return ns.reduce((a, b) => a + b, 0);
      }
      @node(source<number>('n'), 'sum') share(n: number, sum: number): number | typeof drop {
        return n === 4 ? drop : n / sum;
      }
      @collect('share', plain('sum')) shares(xs: Collect<number>, sum: number): number[] {
        return xs.map((x) => x * sum);
      }
    }
    const driver = new Driver({ modules: [Shares] });

    await expect(driver.execute(['shares'])).resolves.toEqual({ shares: [2, 6] });
    await expect(driver.execute(['shares'], { overrides: { n_raw: [5, 6] } })).resolves.toEqual({ shares: [10, 12] });
    await expect(driver.execute(['shares'], { overrides: { n: 1 } })).resolves.toEqual({ shares: [1, 1, 1] });
  });

  it('never changes what the class recorded', () => {
    const before = readClass(Flow).members;

    buildGraph({ modules: [Flow], config: {}, allowOverrides: false });

    expect(readClass(Flow).members).toEqual(before);
  });
});
