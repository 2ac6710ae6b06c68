import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  collect,
  context as contextOf,
  Driver,
  group,
  node,
  NodeExecutionError,
  output,
  parallelizable,
  source,
  type Collect,
  type NodeContext,
  type Parallelizable,
} from '@millrace/core';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** More calls than code is generated for. */
const LENGTH = 1500;

type Method = (before: number) => unknown;

/** A class with a chain of nodes, `n0` to `n1499`, each of which adds one to `start` or to the node before it, but for those that are given. */
function chain(start: string, others: Readonly<Record<string, Method>> = {}): new () => object {
  class Chain {}
  for (let index = 0; index < LENGTH; index++) {
    const name = `n${index}`;
    const { [name]: method = (value: number) => value + 1 } = others;
    Object.defineProperty(Chain.prototype, name, { value: (before: number) => method(before), configurable: true, writable: true });
    node(source<number>(index === 0 ? start : `n${index - 1}`))(
      Chain.prototype as never,
      name as never,
      Object.getOwnPropertyDescriptor(Chain.prototype, name) as never,
    );
  }
  return Chain;
}

const last = output<{ n1499: number }>('n1499');
const middle = output<{ n700: number }>('n700');

describe('a block of more than a thousand calls', () => {
  it('gives what each call gives, run after run', async () => {
    const driver = new Driver({ modules: [chain('start')] });

    for (const start of [0, 10])
      expect(await driver.execute([last, middle], { inputs: { start } })).toEqual({ n1499: start + 1500, n700: start + 701 });
  });

  it('waits for promises among its calls, and goes on behind them', async () => {
    const later = {
      n3: async (before: number) => Promise.resolve(before + 1),
      n900: async (before: number) => Promise.resolve(before + 1),
    };
    const driver = new Driver({ modules: [chain('start', later)] });

    expect(await driver.execute([last], { inputs: { start: 0 } })).toEqual({ n1499: 1500 });
  });

  it('says which call has failed', async () => {
    const failing = {
      n800: () => {
        throw new Error('no');
      },
    };
    const run = new Driver({ modules: [chain('start', failing)] }).execute([last], { inputs: { start: 0 } });

    await expect(run).rejects.toThrow(NodeExecutionError);
    await expect(run).rejects.toMatchObject({ node: 'n800' });
  });

  it('starts no call after one that has aborted its run', async () => {
    const controller = new AbortController();
    let called = false;
    const aborting = {
      n800: () => controller.abort(new Error('enough')),
      n801: () => (called = true),
    };
    const run = new Driver({ modules: [chain('start', aborting)] }).execute([last], { inputs: { start: 0 }, signal: controller.signal });

    await expect(run).rejects.toMatchObject({ code: 'RUN_ABORTED' });
    expect(called).toBe(false);
  });

  it('makes calls of every kind: no arguments, two, three, four, those from elsewhere, contexts and fan-outs', async () => {
    const sixth = source<number>('n5');
    class Kinds {
      @node() one(): number {
        return 1;
      }
      @node('one', sixth) two(one: number, other: number): number {
        return one + other;
      }
      @node('one', 'two', sixth) three(...values: number[]): number {
        return values.reduce((sum, each) => sum + each, 0);
      }
      @node('one', 'two', 'three', sixth) four(...values: number[]): number {
        return values.reduce((sum, each) => sum + each, 0);
      }
      @node(group(source<number>('one'), source<number>('four'))) listed(values: readonly number[]): string {
        return values.join();
      }
      @node('listed') told(listed: string, @contextOf() context: NodeContext): string {
        return `${context.node}: ${listed}`;
      }
      @parallelizable(sixth) items(count: number): Parallelizable<number> {
        return Array.from({ length: count }, (_, index) => index);
      }
      @node('items', 'four') item(item: number, four: number): number {
        return item * four;
      }
      @collect('item') all(items: Collect<number>): number[] {
        return [...items];
      }
    }
    const driver = new Driver({ modules: [chain('one'), Kinds] });

    // `n5` is 7, `two` 8, `three` 16, `four` 32.
    for (let run = 0; run < 2; run++)
      expect(await driver.execute([last, 'told', 'all'] as const)).toEqual({
        n1499: 1501,
        told: 'told: 1,32',
        all: [0, 32, 64, 96, 128, 160, 192],
      });
  });

  it('hears a method that is put on an instance after a run, and another, and that it is taken away again', async () => {
    const flow: Record<string, unknown> = new (chain('start'))() as never;
    const driver = new Driver({ modules: [flow] });
    const run = async (): Promise<number> => (await driver.execute([last], { inputs: { start: 0 } })).n1499;

    expect(await run()).toBe(1500);
    flow['n1400'] = () => 0;
    expect(await run()).toBe(99);
    flow['n1400'] = () => 1;
    expect(await run()).toBe(100);
    delete flow['n1400'];
    expect(await run()).toBe(1500);
  });

  it('lets go of what nobody needs any more', async () => {
    const references: WeakRef<object>[] = [];
    const boxes: Record<string, Method> = {};
    for (let index = 0; index < LENGTH; index++)
      boxes[`n${index}`] = () => {
        const box = { index };
        references.push(new WeakRef(box));
        return box;
      };
    let alive = Infinity;
    boxes['n1499'] = async () => {
      await new Promise((resolve) => setImmediate(resolve));
      collectGarbage();
      alive = references.filter((reference) => reference.deref() !== undefined).length;
    };
    await new Driver({ modules: [chain('start', boxes)] }).execute([last], { inputs: { start: 0 } });

    expect(alive).toBeLessThan(10);
  });
});
