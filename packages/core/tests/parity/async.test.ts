import { Driver, extractFields, node, source, output, unpackFields } from '@millrace/core';
import { faultOf } from '../fixtures/refusals';

/** f = x + 1, g = f + x + 1, h = f + g + 1, k = h + 1; every second one is asynchronous. */
class Mixed {
  @node(source<number>('x')) async f(x: number): Promise<number> {
    return Promise.resolve(x + 1);
  }
  @node('f', source<number>('x')) async g(f: number, x: number): Promise<number> {
    return Promise.resolve(f + x + 1);
  }
  @node('f', 'g') h(f: number, g: number): number {
    return f + g + 1;
  }
  @node('h') async k(h: number): Promise<number> {
    return Promise.resolve(h + 1);
  }
  @extractFields('r1', 'r2') @node('g', 'k') r(g: number, k: number): { r1: number; r2: number } {
    return { r1: k + 1, r2: g + 1 };
  }
  @extractFields('r3', 'r4') @node() async record(): Promise<{ r3: number; r4: number }> {
    return Promise.resolve({ r3: 1, r4: 2 });
  }
  @unpackFields('first', 'second') @node() async columns(): Promise<[number[], number[]]> {
    return Promise.resolve([
      [1, 2, 3],
      [4, 5, 6],
    ]);
  }
}

describe('Async', () => {
  it('A-01: synchronous and asynchronous nodes mix, with extracted fields of both', async () => {
    const made = output<{ r1: number; r2: number; r3: number; r4: number; first: number[]; second: number[] }>;
    const fields = [made('r1'), made('r2'), made('r3'), made('r4'), made('first'), made('second')] as const;
    const outputs = await new Driver({ modules: [Mixed] }).execute(['f', 'g', 'h', 'k', ...fields], { inputs: { x: 1 } });

    expect(outputs).toEqual({ f: 2, g: 4, h: 7, k: 8, r1: 9, r2: 5, r3: 1, r4: 2, first: [1, 2, 3], second: [4, 5, 6] });
  });

  it('A-02: plain values, promises and other thenables are awaited alike', async () => {
    class Flow {
      @node() plainly(): number {
        return 1;
      }
      @node() promised(): Promise<number> {
        return Promise.resolve(2);
      }
      @node() thenable(): PromiseLike<number> {
        return { then: (resolve) => Promise.resolve(3).then(resolve) };
      }
      @node() nested(): Promise<number> {
        return Promise.resolve(Promise.resolve(4));
      }
      @node('plainly', 'promised', 'thenable', 'nested') sum(a: number, b: number, c: number, d: number): number {
        return a + b + c + d;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['sum'])).resolves.toEqual({ sum: 10 });
  });

  it('A-02: an input that is a promise is handed over as it is', async () => {
    class Flow {
      @node(source<Promise<number>>('later')) async waited(later: Promise<number>): Promise<number> {
        return later;
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['waited'], { inputs: { later: Promise.resolve(1) } })).resolves.toEqual({
      waited: 1,
    });
  });

  it('A-05: overrides replace asynchronous nodes, and nothing above them runs', async () => {
    await expect(new Driver({ modules: [Mixed] }).execute(['k'], { overrides: { h: 10 } })).resolves.toEqual({ k: 11 });
  });

  it('A-06: outputs are a record by default', async () => {
    class Flow {
      @node() async foo(): Promise<number> {
        return Promise.resolve(1);
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute([output<{ foo: number }>('foo')])).resolves.toEqual({ foo: 1 });
  });

  it('A-08: redefining an asynchronous node needs the permission as well', async () => {
    class One {
      @node() async foo(): Promise<number> {
        return Promise.resolve(1);
      }
    }
    class Two {
      @node() async foo(): Promise<number> {
        return Promise.resolve(2);
      }
    }

    expect(faultOf(() => new Driver({ modules: [One, Two] })).code).toBe('DUPLICATE_NODE');
    await expect(new Driver({ modules: [One, Two], allowOverrides: true }).execute(['foo'])).resolves.toEqual({ foo: 2 });
  });
});
