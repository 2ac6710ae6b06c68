import { from, Observable, of } from 'rxjs';
import {
  collect,
  context,
  Driver,
  each,
  fold,
  input,
  keys,
  node,
  parallelizable,
  reducers,
  type Collect,
  type NodeContext,
  type Parallelizable,
} from '@millrace/core';
import { codesOf, failureOf } from '../fixtures/refusals';
import { expectNoUnhandledRejections } from '../fixtures/unhandled-rejections';

/** Iterates over whatever it is given. */
class Anything {
  readonly seen: unknown[] = [];
  @input() declare readonly things: Parallelizable<unknown>;

  @parallelizable('things') thing(things: Parallelizable<unknown>): Parallelizable<unknown> {
    return things;
  }
  @node('thing') seeing(thing: unknown): unknown {
    this.seen.push(thing);
    return thing;
  }
  @collect('seeing') all(things: Collect<unknown>): unknown[] {
    return [...things];
  }
}

const run = (things: unknown, flow = new Anything()) =>
  new Driver({ modules: [flow] }).execute(['all'], { inputs: { things: things as Parallelizable<unknown> } });

describe('what a parallelizable may return', () => {
  expectNoUnhandledRejections();

  it.each<[string, () => unknown, unknown[]]>([
    ['an array', () => [1, 2], [1, 2]],
    ['a set', () => new Set(['a', 'b']), ['a', 'b']],
    ['a typed array', () => new Uint8Array([7, 8]), [7, 8]],
    ['entries of a map', () => new Map([['k', 1]]).entries(), [['k', 1]]],
    [
      'a generator',
      () =>
        (function* () {
          yield* [1, 2];
        })(),
      [1, 2],
    ],
    [
      'an async generator',
      () =>
        (async function* () {
          yield await Promise.resolve(1);
          yield 2;
        })(),
      [1, 2],
    ],
    ['an Observable', () => of(1, 2, 3), [1, 2, 3]],
    ['an Observable that emits later', () => from(Promise.resolve('late')), ['late']],
    ['a promise of an array', () => Promise.resolve([1, 2]), [1, 2]],
    ['a promise of an async iterable', () => Promise.resolve(from([1]).pipe()), [1]],
  ])('F1: iterates %s', async (_, make, expected) => {
    class Returning extends Anything {
      @parallelizable() override thing(): Parallelizable<unknown> {
        return make() as Parallelizable<unknown>;
      }
    }

    await expect(new Driver({ modules: [Returning] }).execute(['all'])).resolves.toEqual({ all: expected });
  });

  it.each<[string, unknown, RegExp]>([
    ['a string', 'abc', /string/],
    ['a plain object', { a: 1 }, /object/i],
    ['a Map', new Map([['a', 1]]), /Map[\s\S]*entries\(\)/],
    ['null', null, /null/],
    ['undefined', undefined, /undefined/],
    ['a number', 5, /number/],
    ['a function', () => [], /function/],
  ])('F1: refuses %s by name, with the fix', async (_, things, text) => {
    class Returning extends Anything {
      @parallelizable() override thing(): Parallelizable<unknown> {
        return things as Parallelizable<unknown>;
      }
    }

    const failure = await failureOf(new Driver({ modules: [Returning] }).execute(['all']));

    expect(failure.node).toBe('thing');
    expect(codesOf(failure)).toContain('INVALID_SOURCE');
    expect(failure.message).toMatch(text);
    expect(failure.message).toMatch(/[Rr]eturn/);
  });

  it.each<[string, () => unknown]>([
    ['an array', () => [1, Promise.resolve(2)]],
    [
      'a generator',
      () =>
        (function* () {
          yield Promise.resolve(2);
        })(),
    ],
    ['an Observable', () => of(Promise.resolve(2))],
    ['a set with a thenable that is no promise', () => new Set([{ then: () => undefined }])],
    ['a set with a thenable that is a function', () => new Set([Object.assign(() => undefined, { then: () => undefined })])],
  ])('F1: refuses an item that is a thenable, in %s', async (_, make) => {
    const failure = await failureOf(run(make()));

    expect(failure.node).toBe('thing');
    expect(codesOf(failure)).toContain('PROMISE_AS_ITEM');
    expect(failure.message).toMatch(/concurrency/);
  });

  it('F1: finds promises in an array before the first item runs, and handles them', async () => {
    class Flow extends Anything {
      @parallelizable() override thing(): Parallelizable<unknown> {
        return [1, 2, Promise.reject(new Error('first')), 3, Promise.reject(new Error('second'))];
      }
    }
    const flow = new Flow();

    const failure = await failureOf(new Driver({ modules: [flow] }).execute(['all']));

    expect(codesOf(failure)).toContain('PROMISE_AS_ITEM');
    expect(flow.seen).toEqual([]);
  });

  it('F4: an empty source still fires every collector, with an empty list or the fold’s initial value', async () => {
    class Flow extends Anything {
      @collect(fold('seeing', { init: () => 'nothing', step: (text: string) => `${text}!`, done: (text: string) => text.toUpperCase() }))
      text(text: string): string {
        return text;
      }
      @collect(fold('thing', reducers.count())) count(count: number): number {
        return count;
      }
    }
    const execute = (things: Parallelizable<unknown>) =>
      new Driver({ modules: [Flow] }).execute(['all', 'text', 'count'], { inputs: { things } });
    const empty = { all: [], text: 'NOTHING', count: 0 };

    await expect(execute([])).resolves.toEqual(empty);
    await expect(execute(new Set())).resolves.toEqual(empty);
    await expect(execute(new Observable((to) => to.complete()))).resolves.toEqual(empty);
  });

  it('F4: a source whose every item was skipped fires every collector', async () => {
    class Flow {
      @parallelizable({ onItemError: 'skip' }) *n(): Generator<number> {
        yield* [1, 2];
      }
      @node('n') failing(n: number): number {
        throw new Error(`no ${n}`);
      }
      @collect('failing') all(values: Collect<number>): number[] {
        return [...values];
      }
      @collect(fold('failing', reducers.sum())) total(total: number): number {
        return total;
      }
    }

    const outputs = await new Driver({ modules: [Flow] }).execute(['all', 'total'], { onFailure: () => undefined });

    expect(outputs).toEqual({ all: [], total: 0 });
  });

  it('F4: an empty inner source gives an inner collector its empty list, in a fan-out that goes on', async () => {
    class Flow {
      @parallelizable() *outer(): Generator<number> {
        yield* [0, 2];
      }
      @parallelizable('outer') *inner(outer: number): Generator<number> {
        for (let i = 0; i < outer; i++) yield i;
      }
      @collect('inner') inners(values: Collect<number>): number {
        return values.length;
      }
      @collect('inners') all(values: Collect<number>): number[] {
        return [...values];
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['all'])).resolves.toEqual({ all: [0, 2] });
  });

  it('F5: null, undefined, 0, the empty string, false and NaN are items like any other', async () => {
    const flow = new Anything();
    const falsy = [null, undefined, 0, '', false, NaN];

    const { all } = await run(falsy, flow);

    expect(all).toEqual(falsy);
    expect(flow.seen).toEqual(falsy);
  });
});

describe('keys', () => {
  expectNoUnhandledRejections();

  class Keyed {
    @input() declare readonly words: readonly string[];
    @parallelizable('words', { key: (word, index) => `${word}-${index}` }) word(words: readonly string[]): Parallelizable<string> {
      return words;
    }
    @node('word') checked(word: string, @context() { path }: NodeContext): string {
      if (word === 'bad') throw new Error('no good');
      return path.map(({ parallelizable: name, index, key }) => `${name}[${index}]=${key}`).join();
    }
    @collect('checked', keys('word')) table(paths: Collect<string>, labels: Collect<string>): [string, string][] {
      return paths.map((path, i) => [path, labels[i] ?? '']);
    }
  }

  it('F6: key labels an item in the context’s path and in keys(…)', async () => {
    const { table } = await new Driver({ modules: [Keyed] }).execute(['table'], { inputs: { words: ['a', 'b'] } });

    expect(table).toEqual([
      ['word[0]=a-0', 'a-0'],
      ['word[1]=b-1', 'b-1'],
    ]);
  });

  it('F6: key labels an item in errors', async () => {
    const failure = await failureOf(new Driver({ modules: [Keyed] }).execute(['table'], { inputs: { words: ['a', 'bad'] } }));

    expect(failure.path).toEqual([{ parallelizable: 'word', index: 1, key: 'bad-1' }]);
    expect(failure.message).toContain('word[1]="bad-1"');
  });

  it('F6: the default key is the index', async () => {
    class Flow extends Anything {
      @collect(keys('thing')) labels(labels: Collect<string>): string[] {
        return [...labels];
      }
    }

    const { labels } = await new Driver({ modules: [Flow] }).execute(['labels'], { inputs: { things: ['x', 'y'] } });

    expect(labels).toEqual(['0', '1']);
  });

  it('F6: keys may repeat, since an item’s identity is the path of indices', async () => {
    class Flow {
      @parallelizable({ key: () => 'same' }) *n(): Generator<number> {
        yield* [1, 2, 3];
      }
      @collect('n', keys('n')) all(ns: Collect<number>, labels: Collect<string>): string {
        return ns.map((n, i) => `${n}${String(labels[i])}`).join();
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute(['all'])).resolves.toEqual({ all: '1same,2same,3same' });
  });

  it('F6: uniqueKeys refuses a repeated key, per fan-out instance', async () => {
    class Flow {
      @input() declare readonly rows: string[];
      @parallelizable('rows') row(rows: string[]): Parallelizable<string> {
        return rows;
      }
      @parallelizable('row', { uniqueKeys: true, key: (letter) => letter }) *letter(row: string): Generator<string> {
        yield* row;
      }
      @collect('letter', { over: 'row' }) letters(letters: Collect<string>): string {
        return letters.join('');
      }
    }
    const driver = new Driver({ modules: [Flow] });

    await expect(driver.execute(['letters'], { inputs: { rows: ['ab', 'ba'] } })).resolves.toEqual({ letters: 'abba' });
    const failure = await failureOf(driver.execute(['letters'], { inputs: { rows: ['ab', 'xyx'] } }));

    expect(codesOf(failure)).toContain('DUPLICATE_KEY');
    expect(failure.message).toMatch(/"x"/);
  });

  it.each<[string, () => string]>([
    [
      'throws',
      () => {
        throw new Error('no key');
      },
    ],
    ['gives no string', () => 5 as never],
  ])('F6: a key that %s fails like the source', async (_, key) => {
    let finished = 0;
    class Flow {
      @parallelizable({ key: (_item, index) => (index === 1 ? key() : 'fine') }) *n(): Generator<number> {
        try {
          yield* [1, 2, 3];
        } finally {
          finished += 1;
        }
      }
      @collect('n') all(ns: Collect<number>): number {
        return ns.length;
      }
    }

    const failure = await failureOf(new Driver({ modules: [Flow] }).execute(['all']));

    expect(failure.node).toBe('n');
    expect(finished).toBe(1);
  });

  it('F6: the path of a node in nested fan-outs has a key for each level', async () => {
    class Flow {
      @parallelizable({ key: (name) => name.toUpperCase() }) *outer(): Generator<string> {
        yield* ['eu', 'us'];
      }
      @parallelizable('outer') *inner(_outer: string): Generator<number> {
        yield* [5, 6];
      }
      @node('inner') where(_inner: number, @context() { path }: NodeContext): string {
        return path.map(({ key }) => key).join('/');
      }
    }

    await expect(new Driver({ modules: [Flow] }).execute([each('where')])).resolves.toEqual({ where: ['EU/0', 'EU/1', 'US/0', 'US/1'] });
  });
});
