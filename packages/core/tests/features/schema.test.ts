import {
  checkOutput,
  collect,
  Driver,
  each,
  extractFields,
  input,
  mutate,
  node,
  output,
  parallelizable,
  schema,
  source,
  subdag,
  type Collect,
} from '@millrace/core';
import { z } from 'zod';
import { graphFault } from '../fixtures/build';

const quote = z.object({ symbol: z.string(), price: z.number().transform((price) => 2 * price) });
const lazy = z.object({ n: z.number() }).refine(async ({ n }) => n < 3, 'too large');

class Market {
  @input({ schema: z.object({ day: z.string() }) }) declare readonly date: { day: string };

  @schema(z.array(z.object({ symbol: z.string(), price: z.union([z.number(), z.null()]) })))
  @node('date', { description: 'of the day' })
  quotes({ day }: { day: string }): object[] {
    return day === 'bad' ? [{ symbol: 3 }] : [{ symbol: day, price: 1 }];
  }

  @schema(z.object({ n: z.number() }))
  @parallelizable({ onItemError: 'skip' })
  *item(): Generator<{ n: unknown }> {
    yield { n: 1 };
    yield { n: 'two' };
    yield { n: 3 };
  }

  @schema(lazy)
  @node('item')
  slow(item: { n: unknown }): { n: unknown } {
    return item;
  }

  @collect('slow') all(items: Collect<{ n: unknown }>): unknown[] {
    return items.map(({ n }) => n);
  }
}

describe('@schema', () => {
  const driver = new Driver({ modules: [Market] });
  const checking = driver.with({ checkSchemas: true });

  it('is shown in NodeInfo, toJSON and, if asked for, drawings', () => {
    const [quotes] = driver.nodes().filter(({ name }) => name === 'quotes');

    expect(quotes?.schema).toEqual({ vendor: 'zod', fields: { symbol: 'string', price: 'number | null' } });
    expect(driver.graph.toJSON().nodes.find(({ name }) => name === 'date')?.schema).toEqual({ vendor: 'zod', fields: { day: 'string' } });
    expect(driver.graph.toMermaid({ showSchemas: true })).toContain('"quotes<br>symbol: string<br>price: number');
    expect(driver.graph.toDot({ showSchemas: true })).toContain('symbol: string');
    expect(driver.graph.toMermaid()).not.toContain('symbol');
  });

  it('is checked only where the driver is told to, item by item in a fan-out', async () => {
    const failures: unknown[] = [];

    await expect(driver.execute(['all'])).resolves.toEqual({ all: [1, 'two', 3] });
    await expect(
      checking.execute(['all', each('item')], { onFailure: ({ node: name, error }) => failures.push([name, String(error)]) }),
    ).resolves.toEqual({
      all: [1],
      item: [{ n: 1 }, { n: 3 }],
    });
    expect(failures).toEqual([
      ['item', expect.stringMatching(/Invalid output of "item" at n: /)],
      ['slow', expect.stringMatching(/too large/)],
    ]);
  });

  it('fails the node with all that its schema objects to, and keeps tags, description and schema', async () => {
    const inputs = { date: { day: 'bad' } };

    await expect(driver.execute(['quotes'], { inputs })).resolves.toEqual({ quotes: [{ symbol: 3 }] });
    await expect(checking.execute(['quotes'], { inputs })).rejects.toMatchObject({
      node: 'quotes',
      cause: { code: 'INVALID_OUTPUT', message: expect.stringMatching(/1\. output of "quotes" at 0\.symbol.*\n2\. .*0\.price/) as string },
    });
    expect(checking.graph.get('quotes')).toMatchObject({ description: 'of the day', schema: expect.anything() as unknown });
    expect(checking.graph.get('quotes_raw')).toMatchObject({ generated: 'raw', schema: undefined });
  });

  it('never changes the value, so that the option changes no result', async () => {
    class Flow {
      @schema(quote)
      @node()
      one(): object {
        return { symbol: 'a', price: 1, extra: true };
      }
    }

    await expect(new Driver({ modules: [Flow], checkSchemas: true }).execute(['one'])).resolves.toEqual({
      one: { symbol: 'a', price: 1, extra: true },
    });
  });

  it('is for the final nodes, or a target, beside checks and extracted fields', async () => {
    class Flow {
      @schema(z.object({ low: z.number() }), { target: 'record' })
      @schema(z.string())
      @checkOutput({ range: [0, 1], importance: 'fail' })
      @extractFields('low')
      @node()
      record(): { low: number } {
        return { low: 1 };
      }
    }
    const settled = await new Driver({ modules: [Flow], checkSchemas: true }).executeSettled(['record', output<{ low: number }>('low')]);

    expect(settled).toMatchObject({
      record: { status: 'fulfilled' },
      low: { status: 'rejected', reason: { cause: { code: 'INVALID_OUTPUT' } } },
    });
  });

  it('is checked behind @mutate, and inside subdags', async () => {
    class Inner {
      @schema(z.object({ n: z.number() }))
      @node()
      part(): object {
        return { n: 'text' };
      }
    }
    class Outer {
      @schema(z.string())
      @node()
      text(): unknown {
        return 1;
      }
      @mutate('text')
      written(text: unknown): string {
        return String(text);
      }
      @subdag(Inner)
      @node(source<object>('part'))
      inner(part: object): number {
        return Object.keys(part).length;
      }
    }
    const settled = await new Driver({ modules: [Outer], checkSchemas: true }).executeSettled(['text', 'inner']);

    expect(settled.text).toEqual({ status: 'fulfilled', value: '1' });
    expect(settled.inner).toMatchObject({ status: 'rejected', reason: { node: 'inner.part', cause: { code: 'INVALID_OUTPUT' } } });
  });

  it('tells the vendor of a schema that cannot write itself as JSON Schema', () => {
    class Flow {
      @schema(z.string().transform(Number)) @node() one(): string {
        return '1';
      }
      @schema({ '~standard': { version: 1, vendor: 'mine', validate: (value: unknown) => ({ value }) } }) @node() two(): number {
        return 1;
      }
    }

    expect(new Driver({ modules: [Flow] }).nodes().map((info) => info.schema)).toEqual([
      { vendor: 'zod', fields: {} },
      { vendor: 'mine', fields: {} },
    ]);
  });

  it.each<[string, ReturnType<typeof schema>, RegExp]>([
    ['INVALID_OPTION', schema(Number as never), /takes a Standard Schema.*not the function Number/],
    ['UNKNOWN_TARGET', schema(quote, { target: 'nope' }), /"nope"/],
  ])('%s: what is none, and a target that the method does not give', (code, decorate, text) => {
    class Flow {
      @decorate
      @node()
      one(): number {
        return 1;
      }
    }

    expect(graphFault([Flow])).toMatchObject({ code, at: 'Flow.one @schema', message: expect.stringMatching(text) as string });
  });

  it('EXCLUSIVE_MODIFIERS: two schemas for one node', () => {
    class Flow {
      @schema(z.number())
      @schema(z.string())
      @node()
      one(): number {
        return 1;
      }
    }

    expect(graphFault([Flow])).toMatchObject({ code: 'EXCLUSIVE_MODIFIERS', at: 'Flow.one @schema' });
  });

  it('INVALID_OPTION: checkSchemas is true or false', () => {
    expect(() => new Driver({ modules: [Market], checkSchemas: 'yes' as never })).toThrow(/"checkSchemas" must be true or false/);
  });
});
