import {
  dataflow,
  Driver,
  input,
  node,
  parallelizable,
  parameterizeValues,
  source,
  tag,
  tagOutputs,
  type NodeFilter,
} from '@millrace/core';
import { graphFault, graphFaults, graphOf, summaryOf } from '../fixtures/build';

@dataflow({ tags: { team: 'sales', owner: 'nobody' } })
class Sales {
  @input() declare readonly orders: number[];

  @tag({ owner: 'growth' })
  @tag({ owner: 'ops', market: ['eu', 'us'], 'cost.center': '12' })
  @node('orders')
  revenue(orders: number[]): number {
    return orders.length;
  }

  @tagOutputs({ low: { level: 'low', owner: 'b' }, high: { level: 'high' } })
  @tag({ owner: 'a' }, { target: ['low', 'high'] })
  @tag({ kind: 'tax' })
  @parameterizeValues('rate', { low: 0.07, mid: 0.1, high: 0.19 })
  @node(source<number>('rate'))
  tax(rate: number): number {
    return rate;
  }

  @tag({ market: ['us', 'nz'] })
  @parallelizable('orders')
  *order(orders: number[]): Generator<number> {
    yield* orders;
  }
}

describe('@tag and @tagOutputs', () => {
  const graph = graphOf([Sales]);
  const tagsOf = (name: string) => graph.get(name)?.tags;

  it('adds to the tags of the class and to those of inner decorators, and replaces them under the same key', () => {
    expect(tagsOf('revenue')).toEqual({ team: 'sales', owner: 'growth', market: ['eu', 'us'], 'cost.center': '12' });
    expect(tagsOf('order')).toEqual({ team: 'sales', owner: 'nobody', market: ['us', 'nz'] });
  });

  it('are for all nodes of a method, those of a target, or each by its name', () => {
    expect(tagsOf('low')).toEqual({ team: 'sales', kind: 'tax', level: 'low', owner: 'b' });
    expect(tagsOf('mid')).toEqual({ team: 'sales', kind: 'tax', owner: 'nobody' });
    expect(tagsOf('high')).toEqual({ team: 'sales', kind: 'tax', level: 'high', owner: 'a' });
  });

  it('says in toJSON and in NodeInfo what a node is tagged with', () => {
    expect(new Driver({ modules: [Sales] }).nodes({ tags: { level: 'low' } })).toMatchObject([{ name: 'low', tags: { kind: 'tax' } }]);
    expect(JSON.stringify(graph)).toContain('"cost.center":"12"');
  });
});

describe('nodes({ tags })', () => {
  const driver = new Driver({ modules: [Sales] });
  const namesOf = (filter: NodeFilter) => driver.nodes(filter).map(({ name }) => name);

  it.each<[string, NonNullable<NodeFilter['tags']>, string[]]>([
    ['a value', { level: 'low' }, ['low']],
    ['one of several values', { level: ['low', 'high'] }, ['low', 'high']],
    ['any value', { level: null }, ['low', 'high']],
    ['an overlap with a list', { market: ['eu', 'nz'] }, ['revenue', 'order']],
    ['a value in a list', { market: 'us' }, ['revenue', 'order']],
    ['no overlap', { market: ['mx'] }, []],
    ['no value at all', { market: [] }, []],
    ['all keys', { level: null, owner: 'a' }, ['high']],
    ['a key that no node has', { nope: null }, []],
    ['a name that every object has', { toString: null }, []],
    ['nothing', {}, ['orders', 'revenue', 'low', 'mid', 'high', 'order']],
  ])('finds nodes by %s', (_what, tags, expected) => {
    expect(namesOf({ tags }).sort()).toEqual([...expected].sort());
  });

  it('goes together with a role and a module', () => {
    expect(namesOf({ tags: { market: null }, role: 'node', module: Sales })).toEqual(['revenue']);
  });
});

describe('faults of tags', () => {
  const tagged = (...decorators: ReturnType<typeof tag>[]) => {
    class Flow {
      @node() total(): number {
        return 1;
      }
    }
    for (const decorate of decorators) decorate(Flow.prototype, 'total', {});
    return Flow;
  };

  it.each<[string, ReturnType<typeof tag>, string, RegExp]>([
    ['INVALID_TAG', tag({ 'two words': 'a' }), 'tag', /"two words".*owner/],
    ['INVALID_TAG', tag({ 'millrace.x': 'a' }), 'tag', /reserved tag key "millrace\.x"/],
    ['INVALID_TAG', tag({ owner: 3 } as never), 'tag', /"owner" with the value 3/],
    ['INVALID_TAG', tag({ owner: [] }), 'tag', /"owner"/],
    ['INVALID_TAG', tag('growth' as never), 'tag', /takes a record of tags.*the string "growth"/],
    ['INVALID_TAG', tagOutputs({ total: 'growth' } as never), 'tagOutputs', /takes a record of tags/],
    ['INVALID_TAG', tagOutputs([] as never), 'tagOutputs', /by the names of nodes/],
    ['INVALID_OPTION', tag({ owner: 'a' }, { targt: 'total' } as never), 'tag', /no option "targt"\. Did you mean "target"/],
    ['INVALID_OPTION', tag({ owner: 'a' }, 'total' as never), 'tag', /options as a record/],
    ['UNKNOWN_TARGET', tag({ owner: 'a' }, { target: 'totl' }), 'tag', /"totl".*Did you mean "total"\? It gives "total"/],
    ['UNKNOWN_TARGET', tag({ owner: 'a' }, { target: [] }), 'tag', /empty list/],
    ['UNKNOWN_TARGET', tag({ owner: 'a' }, { target: [3] } as never), 'tag', /is for 3/],
    ['UNKNOWN_TARGET', tagOutputs({ totl: { owner: 'a' } }), 'tagOutputs', /Did you mean "total"/],
  ])('%s (case %#)', (code, decorator, name, text) => {
    expect(graphFault([tagged(decorator)])).toMatchObject({
      code,
      at: `Flow.total @${name}`,
      message: expect.stringMatching(text) as string,
    });
  });

  it('are listed all at once', () => {
    const faults = graphFaults([tagged(tag({ 'a b': 'c', 'd e': 'f' }, { target: 'nope' }), tagOutputs({ total: { g: 1 } } as never))]);

    expect(summaryOf(faults)).toEqual([
      'INVALID_TAG Flow.total @tag',
      'INVALID_TAG Flow.total @tag',
      'UNKNOWN_TARGET Flow.total @tag',
      'INVALID_TAG Flow.total @tagOutputs',
    ]);
  });
});
