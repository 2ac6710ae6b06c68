import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import {
  collect,
  context as contextOf,
  drop,
  group,
  value,
  Driver,
  node,
  NodeExecutionError,
  output,
  parallelizable,
  source,
  type Collect,
  type Drop,
  type NodeContext,
  type Parallelizable,
} from '@millrace/core';

const generations = ['always', 'never'] as const;

describe.each(generations)('codegen: %s', (codegen) => {
  it('runs more calls than one generated function has', async () => {
    class Long {}
    const names = Array.from({ length: 60 }, (_, index) => `n${index}`);
    for (const [index, name] of names.entries()) {
      const method = function (this: unknown, before = 0): number {
        return before + 1;
      };
      Object.defineProperty(Long.prototype, name, { value: method, configurable: true, writable: true });
      const descriptor = Object.getOwnPropertyDescriptor(Long.prototype, name) as TypedPropertyDescriptor<typeof method>;
      const decorate = index === 0 ? node() : node(source<number>(`n${index - 1}`));
      decorate(Long.prototype as never, name, descriptor as never);
    }
    const driver = new Driver({ modules: [Long], codegen });
    const result = await driver.execute([output<{ n59: number }>('n59'), output<{ n24: number }>('n24')]);
    expect(result).toEqual({ n59: 60, n24: 25 });
  });

  it('takes any key of a method for what it is', async () => {
    const key = `we"ird\\ \` \${1} */ ' \n\u2028`;
    class Odd {
      @node() [key](): string {
        return 'found';
      }
    }
    const driver = new Driver({ modules: [Odd], codegen });
    expect(await driver.execute([output<Record<string, string>>(key)])).toEqual({ [key]: 'found' });
  });

  it('hears a method that is put in the place of another after a run', async () => {
    class Rates {
      @node() rate(): number {
        return 1;
      }
    }
    const rates = new Rates();
    const driver = new Driver({ modules: [rates], codegen });
    expect(await driver.execute(['rate'])).toEqual({ rate: 1 });
    rates.rate = () => 2;
    expect(await driver.execute(['rate'])).toEqual({ rate: 2 });
  });

  it('E1: names the node and the item of a call that throws in the middle of a block', async () => {
    class Failing {
      @parallelizable() items(): Parallelizable<number> {
        return [0, 1, 2];
      }
      @node('items') before(item: number): number {
        return item;
      }
      @node('before') broken(item: number): number {
        if (item === 2) throw new Error('two');
        return item;
      }
      @node('broken') after(item: number): number {
        return item;
      }
      @collect('after') all(items: Collect<number>): number[] {
        return [...items];
      }
    }
    const failure: unknown = await new Driver({ modules: [Failing], codegen }).execute(['all']).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(NodeExecutionError);
    expect(failure).toMatchObject({ node: 'broken', path: [{ parallelizable: 'items', index: 2 }], cause: new Error('two') });
  });

  it('E6: lets a node of an asynchronous chain drop an item before and after it was waited for', async () => {
    class Filter {
      @parallelizable({ concurrency: 2 }) items(): Parallelizable<number> {
        return [0, 1, 2, 3, 4, 5];
      }
      @node('items') async loaded(item: number): Promise<number | Drop> {
        return item === 1 ? drop : item;
      }
      @node('loaded') chosen(item: number): number | Promise<number> | Drop {
        if (item === 3) return drop;
        return item === 4 ? Promise.resolve(40) : item;
      }
      @node('chosen') async stored(item: number): Promise<string> {
        return `#${item}`;
      }
      @collect('stored') all(items: Collect<string>): string[] {
        return [...items];
      }
    }
    expect(await new Driver({ modules: [Filter], codegen }).execute(['all'])).toEqual({ all: ['#0', '#2', '#40', '#5'] });
  });

  it('E2: goes on with the other items of an asynchronous chain when one rejects and one throws', async () => {
    class Unsure {
      @parallelizable({ concurrency: 2, onItemError: 'skip' }) items(): Parallelizable<number> {
        return [0, 1, 2, 3, 4];
      }
      @node('items') async loaded(item: number): Promise<number> {
        if (item === 1) throw new Error('rejected');
        return item;
      }
      @node('loaded') checked(item: number): number {
        if (item === 3) throw new Error('thrown');
        return item;
      }
      @collect('checked') all(items: Collect<number>): number[] {
        return [...items];
      }
    }
    const failures: string[] = [];
    const onFailure = ({ node: name, error }: { node: string; error: unknown }): void => void failures.push(`${name}: ${String(error)}`);
    expect(await new Driver({ modules: [Unsure], codegen }).execute(['all'], { onFailure })).toEqual({ all: [0, 2, 4] });
    expect(failures.sort()).toEqual(['checked: Error: thrown', 'loaded: Error: rejected']);
  });

  it('E2: leaves nothing of an earlier item to the one that fails after it', async () => {
    class Reading {
      @parallelizable({ onItemError: 'skip' }) items(): Parallelizable<number> {
        return [1, 2, 3, 4];
      }
      @node('items', value(10)) scaled(item: number, factor: number): number {
        if (item === 3) throw new Error('three');
        return item * factor;
      }
      @node(group('items', 'scaled')) sum([item, scaled]: readonly [number, number]): number {
        return item + scaled;
      }
      @collect('sum') sums(sums: Collect<number>): number[] {
        return [...sums];
      }
    }
    const driver = new Driver({ modules: [Reading], codegen });
    expect(await driver.execute(['sums'], { onFailure: () => undefined })).toEqual({ sums: [11, 22, 44] });
  });

  it('C1: starts no call after one that has aborted its run', async () => {
    const calls: string[] = [];
    const controller = new AbortController();
    class Stopping {
      @node() first(): number {
        calls.push('first');
        controller.abort(new Error('enough'));
        return 1;
      }
      @node('first') second(first: number): number {
        calls.push('second');
        return first;
      }
    }
    const run = new Driver({ modules: [Stopping], codegen }).execute(['second'], { signal: controller.signal });
    await expect(run).rejects.toMatchObject({ code: 'RUN_ABORTED' });
    expect(calls).toEqual(['first']);
  });

  it('gives a call its context, and values from outside its fan-out', async () => {
    class Contextual {
      @node() factor(): number {
        return 10;
      }
      @parallelizable() items(): Parallelizable<number> {
        return [1, 2];
      }
      @node('items', 'factor') scaled(item: number, factor: number, @contextOf() context: NodeContext): string {
        return `${context.path[0]?.index ?? ''}: ${item * factor}`;
      }
      @collect('scaled') all(items: Collect<string>): string[] {
        return [...items];
      }
    }
    expect(await new Driver({ modules: [Contextual], codegen }).execute(['all'])).toEqual({ all: ['0: 10', '1: 20'] });
  });
});

describe('codegen', () => {
  it('does without where functions must not be made from text', () => {
    const fixtures = join(__dirname, '..', 'fixtures');
    const flags = ['--disallow-code-generation-from-strings', '-r', 'ts-node/register/transpile-only'];
    const printed = execFileSync(process.execPath, [...flags, join(fixtures, 'without-code-from-text.ts')], {
      encoding: 'utf8',
      env: {
        ...process.env,
        TS_NODE_COMPILER_OPTIONS:
          '{"module":"commonjs","moduleResolution":"node10","ignoreDeprecations":"6.0","experimentalDecorators":true,"rootDir":"/"}',
        TS_NODE_SKIP_PROJECT: 'true',
      },
    });
    expect(JSON.parse(printed)).toEqual({ mayGenerate: false, all: [2, 3, 4] });
  });

  it('refuses another value of the option', () => {
    class One {
      @node() one(): number {
        return 1;
      }
    }
    expect(() => new Driver({ modules: [One], codegen: 'sometimes' as never })).toThrow(
      /"codegen" must be one of "auto", "always", "never"/,
    );
  });
});
