import {
  acceptsErrors,
  collect,
  Driver,
  input,
  node,
  parallelizable,
  type Collect,
  type LifecycleHook,
  type NodeOutcome,
  type NodeRun,
} from '@millrace/core';
import { gracefulErrors } from '@millrace/core/hooks';
import { failureOf, faultOf, refusalOf } from '../fixtures/refusals';
import { traceHooks } from '../fixtures/trace-hooks';

/** The plain graph of the theme. */
class Plain {
  @input() declare readonly in: number;
  @input({ default: false }) declare readonly broken: boolean;
  @node('in') a(given: number): number {
    return given % 7;
  }
  @node('a') b(a: number): number {
    return 2 * a;
  }
  @node('a', 'b', 'broken') c(a: number, b: number, broken: boolean): number {
    if (broken) throw new Error('broken');
    return 3 * a + 2 * b;
  }
  @node('c') d(c: number): number {
    return c ** 3;
  }
}

/** The task graph of the theme. */
class Tasks {
  @input({ default: false }) declare readonly broken: boolean;
  @node() n(): number {
    return 5;
  }
  @parallelizable('n', { concurrency: 1 }) *i(n: number): Generator<number> {
    for (let i = 0; i < n; i++) yield i;
  }
  @node('i') p(i: number): number {
    return i ** 2;
  }
  @node('p', 'broken') q(p: number, broken: boolean): number {
    if (broken) throw new Error('broken');
    return p ** 2;
  }
  @collect('q') sum(qs: Collect<number>): number {
    return qs.reduce((a, b) => a + b, 0);
  }
  @node('sum') output(sum: number): number {
    return sum;
  }
}

const one = { inputs: { in: 1 } };
const around = (name: string, outcome = 'ok'): string[] => [`beforeNode ${name}`, `aroundNode ${name}`, `afterNode ${name} ${outcome}`];
const plusOne: LifecycleHook = {
  aroundNode: ({ name, info }, next) => (name === 'n' || info.roles.includes('parallelizable') ? next() : Number(next()) + 1),
};

describe('theme 9: lifecycle hooks', () => {
  it('H-01: the order on a plain graph: graph, run, and around each node in the order of dependencies; inputs are no nodes', async () => {
    const trace: string[] = [];

    await expect(new Driver({ modules: [Plain], hooks: [traceHooks(trace)] }).execute(['d'], one)).resolves.toEqual({ d: 343 });
    expect(trace.filter((text) => !text.startsWith('validateEdge'))).toEqual([
      'beforeGraph of 1',
      ...['in', 'broken', 'a', 'b', 'c', 'd'].map((name) => `validateNode ${name}`),
      'afterGraph of 6',
      'beforeRun',
      'validateInput in=1',
      'validateInput broken=false',
      ...['a', 'b', 'c', 'd'].flatMap((name) => around(name)),
      'buildResult {"d":343}',
      'afterRun ok',
    ]);
  });

  it('H-02: the order when a node fails: it is told of the failure, and nothing behind it is called', async () => {
    const trace: string[] = [];
    const driver = new Driver({ modules: [Plain], hooks: [traceHooks(trace)] });

    await failureOf(driver.execute(['d'], { inputs: { in: 1, broken: true } }));
    expect(trace.slice(trace.indexOf('beforeNode a'))).toEqual([
      ...around('a'),
      ...around('b'),
      ...around('c', 'failed: broken'),
      'afterRun failed',
    ]);
  });

  it('H-04: the order with a fan-out (differs: items are told of where Hamilton tells of tasks)', async () => {
    const trace: string[] = [];

    await new Driver({ modules: [Tasks], hooks: [traceHooks(trace)] }).execute(['output']);
    expect(trace.slice(trace.indexOf('beforeNode n'))).toEqual([
      ...around('n'),
      'beforeFanOut i',
      ...around('i'),
      ...[0, 1, 2, 3, 4].flatMap((index) => [...around(`p@i[${index}]`), ...around(`q@i[${index}]`), `onItem i[${index}] ok`]),
      'afterFanOut i ok, 5 items',
      ...around('sum'),
      ...around('output'),
      'buildResult {"output":354}',
      'afterRun ok',
    ]);
  });

  it('H-05: the order when an item fails: node, item, fan-out, run; no further item', async () => {
    const trace: string[] = [];

    await failureOf(new Driver({ modules: [Tasks], hooks: [traceHooks(trace)] }).execute(['output'], { inputs: { broken: true } }));
    expect(trace.slice(trace.indexOf('aroundNode q@i[0]') + 1)).toEqual([
      'afterNode q@i[0] failed: broken',
      'onItem i[0] failed: broken',
      'afterFanOut i failed: broken, 1 items',
      'afterRun failed',
    ]);
  });

  it('H-06 to H-11, H-13: how often each is called, by one object with all of them', async () => {
    const calls: string[] = [];
    const runIds = new Set<string>();
    const note =
      (method: string) =>
      (...[of]: readonly unknown[]): undefined => {
        calls.push(method);
        if (typeof of === 'object' && of !== null && 'runId' in of) runIds.add(String(of.runId));
      };
    const hook: LifecycleHook = {
      beforeGraph: note('beforeGraph'),
      afterGraph: note('afterGraph'),
      beforeRun: note('beforeRun'),
      beforeNode: note('beforeNode'),
      aroundNode: (_node, next) => {
        calls.push('aroundNode');
        return next();
      },
      afterNode: note('afterNode'),
      afterRun: note('afterRun'),
    };

    await new Driver({ modules: [Plain], hooks: [hook] }).execute(['d'], one);

    expect(calls).toHaveLength(16);
    expect(calls.filter((call) => call.endsWith('Node'))).toHaveLength(12);
    expect(runIds.size).toBe(1);
    expect([...runIds][0]).not.toBe('');
  });

  it('H-10, H-12: afterNode and afterRun are given the error itself, and no results', async () => {
    const outcomes: NodeOutcome[] = [];
    const ends: unknown[] = [];
    const hook: LifecycleHook = {
      afterNode: (_node, outcome) => void outcomes.push(outcome),
      afterRun: (_run, outcome) => void ends.push(outcome),
    };

    const error = await failureOf(new Driver({ modules: [Plain], hooks: [hook] }).execute(['d'], { inputs: { in: 1, broken: true } }));

    expect(outcomes.map(({ status }) => status)).toEqual(['ok', 'ok', 'failed']);
    expect(outcomes[2]).toMatchObject({ error: new Error('broken') });
    expect(ends).toEqual([{ status: 'failed', error }]);
  });

  it('H-14: validateInput judges inputs (differs: beside their schemas, which it does not replace)', async () => {
    const refusing: LifecycleHook = { name: 'strict', validateInput: ({ value }) => (typeof value === 'string' ? 'a text' : undefined) };
    const asText = { inputs: { in: '1' as never } };

    await expect(new Driver({ modules: [Plain] }).execute(['a'], asText)).resolves.toEqual({ a: 1 });
    await expect(refusalOf(() => new Driver({ modules: [Plain], hooks: [refusing] }).execute(['a'], asText))).resolves.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('input "in": a text (the hook "strict")'),
    });
  });

  it('H-16: a hook around nodes changes what they give', async () => {
    await expect(new Driver({ modules: [Plain], hooks: [plusOne] }).execute(['d'], one)).resolves.toEqual({ d: 4914 });
  });

  it('H-17, B-20, A-06: what buildResult gives is the result; it is called once with the record of outputs', async () => {
    const given: unknown[] = [];
    const hook: LifecycleHook = {
      buildResult: async (outputs) => {
        given.push({ ...(outputs as object) });
        return -1;
      },
    };

    await expect(new Driver({ modules: [Plain], hooks: [hook] }).execute(['d'], one)).resolves.toBe(-1);
    expect(given).toEqual([{ d: 343 }]);
  });

  it('H-18: the hooks of graphs are called for each graph that is made (differs: by `with`, not by savers)', () => {
    const trace: string[] = [];
    const driver = new Driver({ modules: [Plain], hooks: [traceHooks(trace)] });

    driver.with({ graceMs: 1 });

    expect(trace.filter((text) => text.startsWith('afterGraph'))).toHaveLength(2);
  });

  it('H-20: a refused graph is not built, and the reason is in the fault', () => {
    const hook: LifecycleHook = { name: 'names', validateNode: ({ name }) => (name === 'c' ? 'too short' : undefined) };

    expect(faultOf(() => new Driver({ modules: [Plain], hooks: [hook] }))).toEqual({
      code: 'REFUSED_BY_HOOK',
      at: '"c"',
      message: '"c" is refused by the hook "names": too short',
    });
  });

  it('H-21: the hooks of nodes on the task graph: 14 calls; after a failure those of the first item', async () => {
    const seen: NodeRun[] = [];
    const outcomes: string[] = [];
    const hook: LifecycleHook = {
      beforeNode: (call) => void seen.push(call),
      afterNode: (_call, { status }) => void outcomes.push(status),
    };
    const driver = new Driver({ modules: [Tasks], hooks: [hook] });
    const count = (name: string): number => seen.filter((call) => call.name === name).length;

    await driver.execute(['output']);
    expect(['n', 'i', 'p', 'q', 'sum', 'output'].map(count)).toEqual([1, 1, 5, 5, 1, 1]);
    expect(new Set(seen.map(({ runId }) => runId)).size).toBe(1);

    seen.length = outcomes.length = 0;
    await failureOf(driver.execute(['output'], { inputs: { broken: true } }));
    expect(seen.map(({ name }) => name)).toEqual(['n', 'i', 'p', 'q']);
    expect(outcomes).toEqual(['ok', 'ok', 'ok', 'failed']);
  });

  it('H-22: a hook around the nodes of the task graph: one more for each but n', async () => {
    await expect(new Driver({ modules: [Tasks], hooks: [plusOne] }).execute(['output'])).resolves.toEqual({ output: 426 });
  });

  it('H-24, H-25, H-26: fan-outs are told of once, and each item with its key (differs: what will run is in the plan)', async () => {
    const fanOuts: string[] = [];
    const items: unknown[] = [];
    const results: unknown[] = [];
    const hook: LifecycleHook = {
      beforeFanOut: ({ name }) => void fanOuts.push(name),
      onItem: ({ key, item }) => void items.push([key, item]),
      afterNode: ({ name }, outcome) => void (name === 'q' && outcome.status === 'ok' && results.push(outcome.value)),
    };
    const driver = new Driver({ modules: [Tasks], hooks: [hook] });

    await driver.execute(['output']);

    expect(fanOuts).toEqual(['i']);
    expect(items).toEqual([0, 1, 2, 3, 4].map((i) => [String(i), i]));
    expect(results).toEqual([0, 1, 16, 81, 256]);
    expect(String(driver.plan(['output']))).toContain('sum');
  });

  it('H-28, A-04: all of several hooks are asked, in the order in which they were given, and all refusals are listed', async () => {
    const asked: string[] = [];
    const refusing = (name: string): LifecycleHook => ({
      name,
      validateInput: ({ name: of }) => {
        asked.push(`${name} ${of}`);
        return `not for ${name}`;
      },
    });

    const error = await refusalOf(() => new Driver({ modules: [Plain], hooks: [refusing('1'), refusing('2')] }).execute(['a'], one));

    expect(asked).toEqual(['1 in', '2 in']);
    expect(error.message).toContain('not for 1');
    expect(error.message).toContain('not for 2');
  });

  it('H-32: a cache can be made of hooks', async () => {
    const kept = new Map<string, unknown>();
    let calls = 0;
    class Counted extends Plain {
      @node('in') override a(given: number): number {
        calls++;
        return given % 7;
      }
    }
    const cache: LifecycleHook = {
      aroundNode({ name, inputs }, next) {
        const key = JSON.stringify([name, inputs]);
        if (!kept.has(key)) kept.set(key, next());
        return kept.get(key);
      },
    };
    const driver = new Driver({ modules: [Counted], hooks: [cache] });

    await expect(driver.execute(['b'], one)).resolves.toEqual({ b: 2 });
    await expect(driver.execute(['b'], one)).resolves.toEqual({ b: 2 });
    expect([kept.size, calls]).toEqual([2, 1]);
    await driver.execute(['b'], { inputs: { in: 2 } });
    expect([kept.size, calls]).toEqual([4, 2]);
  });
});

describe('graceful errors', () => {
  class Graceful {
    @input({ default: 'nowhere' }) declare readonly fails: string;
    @node('fails') start(fails: string): number {
      if (fails === 'before') throw new Error('before');
      return 10;
    }
    @parallelizable('start', 'fails', { concurrency: 1 }) *par(n: number, fails: string): Generator<number> {
      for (let i = 0; i < n; i++) {
        if (fails === 'early' || (fails === 'middle' && i === 5)) throw new Error(fails);
        yield 3 * i;
      }
    }
    @node('par') some(d: number): number {
      if (d > 15) throw new Error('too much');
      return 2 * d;
    }
    @node('par') other(d: number): number {
      if (d < 10) throw new Error('too little');
      return d + 1;
    }
    @acceptsErrors() @node('some', 'other') gather(some: number | null, other: number | null): unknown[] {
      return [some, other];
    }
    @node('some', 'other') both(some: number, other: number): number[] {
      return [some, other];
    }
    @collect('gather') end(pairs: Collect<unknown[]>): unknown[] {
      return [...pairs];
    }
    @collect('both') strict(pairs: Collect<number[] | null>): unknown[] {
      return [...pairs];
    }
    @collect('some') simple(values: Collect<number | null>): unknown[] {
      return [...values];
    }
  }
  const driver = new Driver({ modules: [Graceful], hooks: [gracefulErrors()] });
  const run = (output: 'end' | 'strict' | 'simple', fails = 'nowhere') => driver.execute([output], { inputs: { fails } });

  it.each([
    ['L-64: a source that fails at once gives one sentinel', 'early', [null]],
    ['L-65: one that fails on the way gives one behind its items', 'middle', [0, 6, 12, 18, 24, null]],
    ['L-67: an item that fails gives one in its place', 'nowhere', [0, 6, 12, 18, 24, 30, null, null, null, null]],
    ['L-68: what fails before the source gives one', 'before', [null]],
  ])('%s', async (_what, fails, expected) => {
    await expect(run('simple', fails)).resolves.toEqual({ simple: expected });
  });

  it('L-70: nodes that accept sentinels are called with them, and others are not', async () => {
    await expect(run('end')).resolves.toMatchObject({ end: { 0: [0, null], 4: [24, 13], 5: [30, 16], 9: [null, 28] } });
    await expect(run('strict')).resolves.toEqual({ strict: [null, null, null, null, [24, 13], [30, 16], null, null, null, null] });
  });
});
