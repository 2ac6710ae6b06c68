import {
  collect,
  configuration,
  context,
  Driver,
  each,
  input,
  MillraceError,
  node,
  optional,
  parallelizable,
  plain,
  source,
  type Collect,
  type NodeContext,
  type Parallelizable,
} from '@millrace/core';
import { codesOf, failureOf, faultOf, refusalOf, rejectionOf } from '../fixtures/refusals';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';
import { TwoCollects } from '../fixtures/two-collects';

class Marketing {
  readonly calls: string[] = [];
  @input() declare readonly spend: number;
  @input() declare readonly signups: number;

  @node('spend', 'signups') costPerSignup(spend: number, signups: number): number {
    this.calls.push('costPerSignup');
    return spend / signups;
  }
  @node('spend') doubled(spend: number): number {
    this.calls.push('doubled');
    return spend * 2;
  }
  @node(source<number>('rate'), 'spend') converted(rate: number, spend: number): number {
    this.calls.push('converted');
    return rate * spend;
  }
}

describe('inputs', () => {
  expectNoUnhandledRejections();

  it('I1: an input is an @input() field', async () => {
    const outputs = await new Driver({ modules: [Marketing] }).execute(['costPerSignup'], { inputs: { spend: 10, signups: 4 } });

    expect(outputs).toEqual({ costPerSignup: 2.5 });
  });

  it('I1: or a source that no node provides', async () => {
    const outputs = await new Driver({ modules: [Marketing] }).execute(['converted'], { inputs: { spend: 10, rate: 3 } });

    expect(outputs).toEqual({ converted: 30 });
  });

  it('I1: a config key of its name may satisfy either', async () => {
    const driver = new Driver({ modules: [Marketing], config: { rate: 3, spend: 10 } });

    await expect(driver.execute(['converted', 'doubled'])).resolves.toEqual({ converted: 30, doubled: 20 });
  });

  it('I1: what is needed and absent is refused before any node runs, all at once, with the nodes that need it', async () => {
    const flow = new Marketing();

    const error = await refusalOf(() => new Driver({ modules: [flow] }).execute(['costPerSignup', 'converted', 'doubled']));

    expect(codesOf(error)).toContain('MISSING_INPUT');
    expect(error.message).toMatch(/"spend"/);
    expect(error.message).toMatch(/"signups"/);
    expect(error.message).toMatch(/"rate"/);
    expect(error.message).toMatch(/costPerSignup/);
    expect(error.message).toMatch(/converted/);
    expect(flow.calls).toEqual([]);
  });

  it('I1: the refusal names the nearest known names', async () => {
    const error = await refusalOf(() => new Driver({ modules: [Marketing] }).execute(['doubled'], { inputs: { spent: 10 } }));

    expect(error.message).toMatch(/Did you mean "?spe|"spent"/);
  });

  it('I1: an input has a default, a description, and a schema whose output value nodes receive', async () => {
    const schema = {
      '~standard': {
        version: 1 as const,
        vendor: 'test',
        validate: (value: unknown) => (typeof value === 'string' ? { value: Number(value) } : { issues: [{ message: 'expected a text' }] }),
      },
    };
    class Flow {
      @input({ schema, description: 'how many' }) declare readonly count: number;
      @input({ default: 5 }) declare readonly limit: number;
      @node('count', 'limit') sum(count: number, limit: number): number {
        return count + limit;
      }
    }
    const driver = new Driver({ modules: [Flow] });

    await expect(driver.execute(['sum'], { inputs: { count: '37' as never } })).resolves.toEqual({ sum: 42 });
    const error = await refusalOf(() => driver.execute(['sum'], { inputs: { count: 37 } }));

    expect(codesOf(error)).toContain('INVALID_INPUT');
    expect(error.message).toMatch(/"count"[\s\S]*expected a text/);
    expect(driver.nodes().find(({ name }) => name === 'count')?.description).toBe('how many');
  });

  it('I1: a schema that throws or rejects is reported with the input it belongs to', async () => {
    for (const validate of [
      () => {
        throw new Error('the schema broke');
      },
      () => Promise.reject(new Error('the schema broke')),
    ]) {
      class Flow {
        @input({ schema: { '~standard': { version: 1 as const, vendor: 'test', validate } } }) declare readonly one: number;
        @node('one') same(one: number): number {
          return one;
        }
      }

      const error = await refusalOf(() => new Driver({ modules: [Flow] }).execute(['same'], { inputs: { one: 1 } }));

      expect(error.message).toMatch(/"one"/);
      expect(`${error.message} ${String(error.cause)}`).toMatch(/the schema broke/);
    }
  });

  it('I1: a schema may be asynchronous', async () => {
    const schema = {
      '~standard': { version: 1 as const, vendor: 'test', validate: async (value: unknown) => Promise.resolve({ value: [value] }) },
    };
    class Flow {
      @input({ schema }) declare readonly one: unknown[];
      @node('one') size(one: unknown[]): number {
        return one.length;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['size'], { inputs: { one: 'x' as never } })).resolves.toEqual({ size: 1 });
  });

  it('I1: reading an input in a method is an error that says to take it as a dependency', async () => {
    class Flow {
      @input() declare readonly spend: number;
      @node() wrong(): number {
        return this.spend;
      }
    }

    const failure = await failureOf(new Driver({ modules: [Flow] }).execute(['wrong'], { inputs: { spend: 1 } }));

    expect(codesOf(failure)).toContain('INPUT_READ');
    expect(failure.message).toMatch(/Flow\.spend/);
    expect(failure.message).toMatch(/dependency/);
  });

  it('I2: only the inputs that the requested outputs need are required', async () => {
    await expect(new Driver({ modules: [Marketing] }).execute(['doubled'], { inputs: { spend: 1 } })).resolves.toEqual({ doubled: 2 });
  });

  it('I2: extra inputs are ignored', async () => {
    await expect(new Driver({ modules: [Marketing] }).execute(['doubled'], { inputs: { spend: 1, nobody: 2 } })).resolves.toEqual({
      doubled: 2,
    });
  });

  it('I2: an input under the name of a node is refused (Hamilton: silently ignored)', async () => {
    const error = await refusalOf(() =>
      new Driver({ modules: [Marketing] }).execute(['doubled'], { inputs: { spend: 1, costPerSignup: 2 } }),
    );

    expect(codesOf(error)).toContain('INPUT_IS_NODE');
    expect(error.message).toMatch(/"costPerSignup"/);
    expect(error.message).toMatch(/overrides/);
  });

  it('I2: the same name in config and in inputs is refused, even with equal values', async () => {
    const error = await refusalOf(() =>
      new Driver({ modules: [Marketing], config: { spend: 1 } }).execute(['doubled'], { inputs: { spend: 1 } }),
    );

    expect(codesOf(error)).toContain('INPUT_IN_CONFIG');
    expect(error.message).toMatch(/"spend"/);
  });

  it('I3: undefined is absent, in inputs and in config', async () => {
    const driver = new Driver({ modules: [Marketing], config: { rate: undefined } });

    expect(codesOf(await refusalOf(() => driver.execute(['doubled'], { inputs: { spend: undefined } })))).toContain('MISSING_INPUT');
    expect(codesOf(await refusalOf(() => driver.execute(['converted'], { inputs: { spend: 1 } })))).toContain('MISSING_INPUT');
    await expect(
      new Driver({ modules: [Marketing], config: { spend: 3 } }).execute(['doubled'], { inputs: { spend: undefined } }),
    ).resolves.toEqual({ doubled: 6 });
    await expect(driver.execute(['doubled'], { inputs: { spend: 3, costPerSignup: undefined } })).resolves.toEqual({ doubled: 6 });
  });

  it('I3: null is a value, in inputs, in config and in overrides', async () => {
    class Flow {
      @input() declare readonly a: number | null;
      @node('a') kind(a: number | null): string {
        return String(a);
      }
      @node('kind', source<number | null>('b')) both(kind: string | null, b: number | null): string {
        return `${String(kind)} ${String(b)}`;
      }
    }
    const driver = new Driver({ modules: [Flow], config: { b: null } });

    await expect(driver.execute(['both'], { inputs: { a: null } })).resolves.toEqual({ both: 'null null' });
    await expect(driver.execute(['both', 'kind'], { overrides: { kind: null } })).resolves.toEqual({ both: 'null null', kind: null });
  });

  it('I3: a node’s result and an item may be undefined; they are then present', async () => {
    class Flow {
      @node() nothing(): undefined {
        return undefined;
      }
      @node('nothing') after(nothing: undefined = undefined): string {
        return `got ${String(nothing)}`;
      }
      @parallelizable('nothing') *n(nothing: undefined): Generator<undefined> {
        yield nothing;
        yield undefined;
      }
      @node('n') same(n: undefined): undefined {
        return n;
      }
      @collect('same') all(values: Collect<undefined>): number {
        return values.length;
      }
    }

    const outputs = await new Driver({ modules: [Flow] }).execute(['nothing', 'after', 'all']);

    expect(outputs).toEqual({ nothing: undefined, after: 'got undefined', all: 2 });
    expect(Object.keys(outputs)).toContain('nothing');
  });

  it('I3: an optional dependency that is absent leaves the method’s own default in place, or gives the fallback', async () => {
    class Flow {
      @node(optional(source<number>('a')), optional(source<number>('b'), 7), optional('c'))
      sum(a = 1, b = 2, c: number | undefined): string {
        return `${a} ${b} ${String(c)}`;
      }
      @input() declare readonly c: number;
    }
    const driver = new Driver({ modules: [Flow] });

    await expect(driver.execute(['sum'])).resolves.toEqual({ sum: '1 7 undefined' });
    await expect(driver.execute(['sum'], { inputs: { a: 10, b: 20, c: 30 } })).resolves.toEqual({ sum: '10 20 30' });
    await expect(driver.execute(['sum'], { inputs: { a: undefined, b: undefined } })).resolves.toEqual({ sum: '1 7 undefined' });
    await expect(driver.execute(['sum'], { inputs: { b: null } })).resolves.toEqual({ sum: '1 null undefined' });
  });

  it('I3: an optional dependency takes a node that exists, and a config key', async () => {
    class Flow {
      @node() a(): number {
        return 5;
      }
      @node(optional('a'), optional(source<number>('k'), 1)) sum(a: number | undefined, k: number): string {
        return `${String(a)} ${k}`;
      }
    }

    await expect(new Driver({ modules: [Flow], config: { k: 2 } }).execute(['sum'])).resolves.toEqual({ sum: '5 2' });
  });

  it('I3: an optional dependency whose name nobody provides gives a collector its fallback for every item', async () => {
    class Flow {
      @parallelizable() *n(): Generator<number> {
        yield* [1, 2];
      }
      @collect('n', optional(source<number>('weight'), 1)) weighted(ns: Collect<number>, weights: Collect<number>): string {
        return ns.map((n, i) => `${n}*${String(weights[i])}`).join();
      }
      @collect('n', plain(optional(source<number>('weight'), 3))) plainly(ns: Collect<number>, weight: number): string {
        return `${ns.length}*${weight}`;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['weighted', 'plainly'])).resolves.toEqual({
      weighted: '1*1,2*1',
      plainly: '2*3',
    });
  });

  it('configuration(…) reads the config, and is missed at build', async () => {
    class Flow {
      @node(configuration<number>('limit')) twice(limit: number): number {
        return limit * 2;
      }
    }

    await expect(new Driver({ modules: [Flow], config: { limit: 3 } }).execute(['twice'])).resolves.toEqual({ twice: 6 });
    expect(faultOf(() => new Driver({ modules: [Flow] }))).toMatchObject({
      code: 'MISSING_CONFIG',
      message: expect.stringContaining('limit') as string,
    });
  });

  it('I5: a config key equal to a node’s name is refused', () => {
    const fault = faultOf(() => new Driver({ modules: [Marketing], config: { doubled: 1 } }));

    expect(fault).toMatchObject({ code: 'CONFIG_SHADOWS_NODE' });
    expect(fault.message).toMatch(/"doubled"/);
  });

  it('I5: also for a parallelizable, a collector and a variant', () => {
    for (const name of ['number', 'sumSquares']) {
      expect(faultOf(() => new Driver({ modules: [TwoCollects], config: { [name]: 1 } })).code).toBe('CONFIG_SHADOWS_NODE');
    }
  });

  it('hands a context to nodes: run id, node, config and what the caller gave', async () => {
    class Flow {
      @node() seen(@context() { runId, node: name, path, attempt, config, context: given }: NodeContext): unknown {
        return { runId, name, path, attempt, config, given };
      }
    }

    const outputs = await new Driver({ modules: [Flow], config: { k: 1 } }).execute(['seen'], { runId: 'run-1', context: { user: 'u' } });

    expect(outputs.seen).toEqual({ runId: 'run-1', name: 'seen', path: [], attempt: 1, config: { k: 1 }, given: { user: 'u' } });
  });

  it('takes the context anywhere in the list of parameters', async () => {
    class Flow {
      @input() declare readonly a: number;
      @input() declare readonly b: number;
      @node('a', 'b') middle(a: number, @context() { node: name }: NodeContext, b: number): string {
        return `${name} ${a} ${b}`;
      }
      @parallelizable('a') *n(@context() { node: name }: NodeContext, a: number): Generator<string> {
        yield `${name} ${a}`;
      }
      @collect('n', plain('b')) all(ns: Collect<string>, @context() { node: name }: NodeContext, b: number): string {
        return `${name} ${ns.join()} ${b}`;
      }
    }

    const outputs = await new Driver({ modules: [Flow] }).execute(['middle', 'all'], { inputs: { a: 1, b: 2 } });

    expect(outputs).toEqual({ middle: 'middle 1 2', all: 'all n 1 2' });
  });

  it('gives each run an id of its own where the caller gives none', async () => {
    class Flow {
      @node() id(@context() { runId }: NodeContext): string {
        return runId;
      }
    }
    const driver = new Driver({ modules: [Flow] });

    const [first, second] = await Promise.all([driver.execute(['id']), driver.execute(['id'])]);

    expect(first.id).not.toBe('');
    expect(first.id).not.toBe(second.id);
  });

  it('never lets a node change the inputs of another run', async () => {
    const driver = new Driver({ modules: [TwoCollects] });
    const numbers = [1, 2, 3] as const;

    const runs = await Promise.all([
      driver.execute(['sumSquares'], { inputs: { numbers } }),
      driver.execute(['sumSquares'], { inputs: { numbers: [10] } }),
    ]);

    expect(runs).toEqual([{ sumSquares: 14 }, { sumSquares: 100 }]);
  });

  it('E1: a refused request is a MillraceError, not a failure of a node', async () => {
    const error = await rejectionOf(new Driver({ modules: [Marketing] }).execute(['doubled']));

    expect(MillraceError.is(error)).toBe(true);
    expect(MillraceError.is(error, 'NODE_FAILED')).toBe(false);
  });

  it('I2: an input inside a fan-out is given once for all items', async () => {
    class Flow {
      @input() declare readonly factor: number;
      @input() declare readonly numbers: number[];
      @parallelizable('numbers') n(numbers: number[]): Parallelizable<number> {
        return numbers;
      }
      @node('n', 'factor') scaled(n: number, factor: number): number {
        return n * factor;
      }
    }

    const outputs = await new Driver({ modules: [Flow] }).execute([each('scaled')], { inputs: { factor: 3, numbers: [1, 2] } });

    expect(outputs).toEqual({ scaled: [3, 6] });
  });
});
