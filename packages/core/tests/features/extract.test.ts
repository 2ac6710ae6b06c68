import {
  collect,
  Driver,
  extractFields,
  input,
  MillraceError,
  node,
  NodeExecutionError,
  output,
  parallelizable,
  parameterize,
  parameterizeValues,
  source,
  tag,
  unpackFields,
  value,
  type Collect,
} from '@millrace/core';
import { z } from 'zod';
import { graphFault, graphFaults, graphOf, summaryOf } from '../fixtures/build';

interface Churn {
  us: number;
  eu: number;
}

const numbers = <N extends string>(...names: N[]) => names.map((name) => output<Record<N, number>>(name));

describe('@extractFields', () => {
  class Regions {
    @input() declare readonly base: number;

    @tag({ kind: 'churn' })
    @extractFields<Churn>('us', 'eu')
    @node('base', { description: 'customers lost' })
    churn(base: number): Churn {
      return { us: base + 1, eu: base };
    }
    @node('churn', source<number>('us'))
    share(churn: Churn, us: number): number {
      return us / (churn.us + churn.eu);
    }
  }

  it('makes nodes of fields, beside the node of the method, which runs once for all', async () => {
    const driver = new Driver({ modules: [Regions] });

    await expect(driver.execute(['churn', 'share', ...numbers('us', 'eu')], { inputs: { base: 2 } })).resolves.toEqual({
      churn: { us: 3, eu: 2 },
      share: 0.6,
      us: 3,
      eu: 2,
    });
  });

  it('hands tags and the description on to the fields, and tells what they come from', () => {
    const graph = graphOf([Regions]);

    expect(graph.get('us')).toMatchObject({ tags: { kind: 'churn' }, description: 'customers lost', generated: 'field' });
    expect(graph.get('churn')).toMatchObject({ tags: {}, generated: 'whole', dependencies: ['base'] });
    expect(graph.upstreamOf('eu').map(({ name }) => name)).toEqual(['base', 'churn', 'eu']);
  });

  it('gives what schemas make of fields, also asynchronous ones', async () => {
    class Flow {
      @extractFields({ n: z.coerce.number(), late: z.string().transform(async (text) => text.length), missing: z.string().default('none') })
      @node()
      record(): object {
        return { n: '7', late: 'four' };
      }
    }

    await expect(
      new Driver({ modules: [Flow] }).execute([
        output<{ n: number }>('n'),
        output<{ late: number }>('late'),
        output<{ missing: string }>('missing'),
      ]),
    ).resolves.toEqual({ n: 7, late: 4, missing: 'none' });
  });

  it('fills in for fields that are missing or undefined, and leaves the record as it is', async () => {
    const record = { a: undefined, b: null, c: 0 };
    class Flow {
      @extractFields('a', 'b', 'c', 'd', { fillWith: 1 })
      @node()
      record(): object {
        return Object.freeze(record);
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['record', ...numbers('a', 'b', 'c', 'd')])).resolves.toEqual({
      record: { a: undefined, b: null, c: 0 },
      a: 1,
      b: null,
      c: 0,
      d: 1,
    });
  });

  it('takes getters of an instance and fields that are undefined', async () => {
    class Totals {
      readonly none = undefined;
      get sum(): number {
        return 3;
      }
    }
    class Flow {
      @extractFields<Totals>('sum', 'none')
      @node()
      totals(): Totals {
        return new Totals();
      }
    }

    await expect(
      new Driver({ modules: [Flow] }).execute([output<{ sum: number }>('sum'), output<{ none: undefined }>('none')]),
    ).resolves.toEqual({
      sum: 3,
      none: undefined,
    });
  });

  it('F9: extracts from each item of a parallelizable, from nodes inside a fan-out, and from a collector', async () => {
    class Flow {
      @extractFields('n', 'label')
      @parallelizable({ key: ({ label }) => label })
      *item(): Generator<{ n: number; label: string }> {
        yield { n: 1, label: 'a' };
        yield { n: 2, label: 'b' };
      }
      @unpackFields('half', 'double')
      @node(source<number>('n'))
      both(n: number): [number, number] {
        return [n / 2, 2 * n];
      }
      @extractFields('labels', 'doubles')
      @collect(source<string>('label'), source<number>('double'), { over: 'item' })
      all(labels: Collect<string>, doubles: Collect<number>): object {
        return { labels: labels.join(), doubles: doubles.join() };
      }
    }
    const driver = new Driver({ modules: [Flow], concurrency: { item: 1 } });

    await expect(driver.execute([output<{ labels: string }>('labels'), output<{ doubles: string }>('doubles')])).resolves.toEqual({
      labels: 'a,b',
      doubles: '2,4',
    });
    expect(driver.graph.get('half')?.scope).toEqual(['item']);
    expect(driver.graph.get('n')?.scope).toEqual(['item']);
  });

  it('extracts from each node of a parameterized method, under its name', async () => {
    class Flow {
      @extractFields('x', 'y')
      @parameterize({ one: { n: value(1) }, two: { n: value(2) } })
      @node(source<number>('n'))
      point(n: number): object {
        return { x: n, y: 10 * n };
      }
      @extractFields('z')
      @parameterizeValues('n', { only: 7 })
      @node(source<number>('n'))
      single(n: number): object {
        return { z: n };
      }
      @node(source<number>('one.x'), source<number>('two.y'), source<number>('z'))
      sum(x: number, y: number, z: number): number {
        return x + y + z;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['sum', output<{ one: object }>('one')])).resolves.toEqual({
      sum: 28,
      one: { x: 1, y: 10 },
    });
  });

  it('takes fields of the same record where it stands twice', async () => {
    class Flow {
      @extractFields('a')
      @extractFields('b', { fillWith: 5 })
      @node()
      record(): object {
        return { a: 1 };
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(numbers('a', 'b'))).resolves.toEqual({ a: 1, b: 5 });
  });

  it.each<[string, unknown, RegExp]>([
    [
      'the fields that there are, and the nearest',
      { uss: 1 },
      /Flow\.record @extractFields extracts "us".*a plain object without the field "us"\. Did you mean "uss"\? It has "uss"/,
    ],
    ['that there are none', {}, /It has none/],
    ['that a string has none', 'us', /gave the string "us", which has no fields/],
    ['that null has none', null, /gave null, which has no fields/],
  ])('MISSING_FIELD says %s', async (_what, record, text) => {
    class Flow {
      @extractFields('us')
      @node()
      record(): unknown {
        return record;
      }
    }
    const error: unknown = await new Driver({ modules: [Flow] }).execute(numbers('us')).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(NodeExecutionError);
    expect(error).toMatchObject({ node: 'us', cause: { code: 'MISSING_FIELD', message: expect.stringMatching(text) as string } });
  });

  it('INVALID_OUTPUT says what the schema objects to, MISSING_FIELD that a field with a schema is missing', async () => {
    class Flow {
      @extractFields({ list: z.array(z.object({ price: z.number() })), missing: z.number() })
      @node()
      record(): object {
        return { list: [{ price: 1 }, { price: 'two' }] };
      }
    }
    const settled = await new Driver({ modules: [Flow] }).executeSettled([...numbers('list', 'missing'), 'record']);

    expect(settled.list).toMatchObject({ status: 'rejected', reason: { cause: { code: 'INVALID_OUTPUT' } } });
    expect(String((settled.list as { reason: Error }).reason.message)).toContain('field "list" at 1.price');
    expect(settled.missing).toMatchObject({ status: 'rejected', reason: { cause: { code: 'MISSING_FIELD' } } });
    expect(settled.record).toMatchObject({ status: 'fulfilled' });
  });
});

describe('@unpackFields', () => {
  it('makes nodes of the entries of a tuple, by position, and fails where it is too short', async () => {
    class Flow {
      @unpackFields('a', 'b', 'c')
      @node()
      tuple(): unknown[] {
        return [1, undefined];
      }
    }
    const settled = await new Driver({ modules: [Flow] }).executeSettled(numbers('a', 'b', 'c'));

    expect(settled).toMatchObject({
      a: { status: 'fulfilled', value: 1 },
      b: { status: 'fulfilled', value: undefined },
      c: { status: 'rejected', reason: { cause: { code: 'MISSING_FIELD' } } },
    });
    expect(MillraceError.is((settled.c as { reason: Error }).reason.cause)).toBe(true);
    expect(String((settled.c as { reason: Error }).reason)).toMatch(/"c" from position 2.*a list of 2/);
  });
});

describe('faults of extraction', () => {
  const decorated = (...decorators: ReturnType<typeof extractFields>[]) => {
    class Flow {
      @node() record(): object {
        return {};
      }
    }
    for (const decorate of decorators) decorate(Flow.prototype, 'record', {});
    return Flow;
  };
  const wrongly = extractFields as (...given: unknown[]) => ReturnType<typeof extractFields>;

  it.each<[string, string, ReturnType<typeof extractFields>, RegExp]>([
    ['INVALID_OPTION', 'no names', wrongly(), /names no field/],
    ['INVALID_OPTION', 'an empty record', wrongly({}), /names no field/],
    ['INVALID_OPTION', 'a list', wrongly(['a']), /not an array.*@extractFields\("revenue"/],
    ['INVALID_OPTION', 'null', wrongly(null), /not null/],
    ['INVALID_OPTION', 'a type that is no schema', wrongly({ a: Number }), /the function Number for the field "a".*Standard Schema/],
    ['INVALID_OPTION', 'a schema of the whole', wrongly(z.object({})), /takes the names of fields/],
    ['INVALID_OPTION', 'an unknown option', wrongly('a', { fillwith: 0 }), /"fillwith".*Did you mean "fillWith"/],
    ['INVALID_OPTION', 'a name behind schemas', wrongly({ a: z.number() }, 'b'), /the string "b" behind its fields/],
    ['INVALID_NAME', 'a name ending in __', wrongly('a__'), /"a__"/],
    ['RESERVED_NAME', 'a reserved name', wrongly('then'), /reserved/],
    ['DUPLICATE_NODE', 'a field twice', wrongly('a', 'a'), /gives the name "a" to a field/],
    ['DUPLICATE_NODE', 'a field named as the node', wrongly('record'), /"record"/],
  ])('%s: %s', (code, _what, decorator, text) => {
    expect(graphFault([decorated(decorator)])).toMatchObject({
      code,
      at: 'Flow.record @extractFields',
      message: expect.stringMatching(text) as string,
    });
  });

  it('are those of @unpackFields as well, and all at once', () => {
    const faults = graphFaults([decorated(unpackFields(3 as never, 'a'), unpackFields(), wrongly('a', 3, { nope: 1 }))]);

    expect(summaryOf(faults)).toEqual([
      'INVALID_OPTION Flow.record @unpackFields',
      'INVALID_OPTION Flow.record @unpackFields',
      'INVALID_OPTION Flow.record @extractFields',
      'INVALID_OPTION Flow.record @extractFields',
    ]);
  });
});
