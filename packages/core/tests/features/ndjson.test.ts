import { firstValueFrom, toArray } from 'rxjs';
import {
  collect,
  Driver,
  fromNdjson,
  MillraceError,
  node,
  NodeExecutionError,
  parallelizable,
  retry,
  toNdjson,
  Unwritable,
  type Collect,
  type RunEvent,
} from '@millrace/core';
import { refusalOf } from '../fixtures/refusals';

const event = (outputs: unknown): RunEvent => ({ type: 'run-finished', runId: 'r1', at: 5, outputs });
const back = (value: unknown): unknown => {
  const [read] = fromNdjson(toNdjson(event(value)));
  return read?.type === 'run-finished' ? read.outputs : read;
};

describe('events as NDJSON', () => {
  it('all events of a run are the same when they are read', async () => {
    class Flow {
      @parallelizable({ onItemError: 'skip', key: (n) => `n${n}` }) *n(): Generator<number> {
        yield* [1, 2];
      }
      @retry({ attempts: 2, delayMs: 0 }) @node('n') odd(n: number): number {
        if (n === 2) throw new RangeError('two');
        return n;
      }
      @collect('odd') all(values: Collect<number>): Map<string, number> {
        return new Map([['count', values.length]]);
      }
    }
    const events = await firstValueFrom(new Driver({ modules: [Flow] }).observe(['all'], { onFailure: () => undefined }).pipe(toArray()));

    const text = events.map(toNdjson).join('');

    expect(text.split('\n')).toHaveLength(events.length + 1);
    expect(JSON.parse(text.split('\n')[0] ?? '')).toEqual({ v: 1, type: 'run-started', runId: events[0]?.runId, at: events[0]?.at });
    expect(fromNdjson(text)).toEqual(events);
  });

  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['numbers without a form', [NaN, Infinity, -Infinity, -0]],
    ['a big integer', 2n ** 70n],
    ['dates', [new Date(5), new Date(8.64e15)]],
    ['a map in a set', new Set([new Map<unknown, unknown>([[{ a: 1 }, [undefined]]])])],
    ['bytes', [Buffer.from('abc'), new Uint8Array([1, 2, 255]), new Float64Array([0.5]), new BigInt64Array([-5n])]],
    ['an object with the key of the others', { $: 'date', value: { $: 1 } }],
    ['an object with a dangerous key', JSON.parse('{"__proto__":{"a":1}}')],
    ['a text with line breaks', 'a\nb\u2028c'],
  ])('gives back %s', (_what, value) => {
    expect(back({ value })).toEqual({ value });
  });

  it('gives back memory, regular expressions and lists with holes', () => {
    const memory = new Uint8Array([1, 2, 3]).buffer;
    // eslint-disable-next-line no-sparse-arrays
    const holes = [1, , undefined, , 5];
    const vast = new Array<number>(1e9);
    vast[5e8] = 7;

    const read = back({ memory, pattern: /a\/b$/giu, holes, vast }) as { readonly holes: unknown[]; readonly vast: unknown[] };

    expect(read).toMatchObject({ memory, pattern: /a\/b$/giu });
    expect([Object.keys(read.holes), read.holes.length, read.holes[4]]).toEqual([['0', '2', '4'], 5, 5]);
    expect([Object.keys(read.vast), read.vast.length, read.vast[5e8]]).toEqual([['500000000'], 1e9, 7]);
  });

  it('gives back errors with their causes, codes and fields', () => {
    const cause = Object.assign(new TypeError('no price'), { symbol: 'ABC' });
    const path = [{ parallelizable: 'quote', index: 3, key: 'abc' }];

    const error = back(new NodeExecutionError({ node: 'price', path, attempt: 2, cause }));

    expect(MillraceError.is(error, 'NODE_FAILED')).toBe(true);
    expect(error).toMatchObject({
      name: 'NodeExecutionError',
      node: 'price',
      path,
      attempt: 2,
      message: expect.stringContaining('no price'),
    });
    expect(error).toMatchObject({ cause: { name: 'TypeError', message: 'no price', symbol: 'ABC', stack: cause.stack } });
    expect((error as Error).cause).toBeInstanceOf(Error);
  });

  it('names what cannot be written', () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    const throwing = {
      get price(): number {
        throw new Error('closed');
      },
    };
    class Priced {
      readonly price = 5;
    }

    expect(back({ cycle, throwing, work: Math.max, tag: Symbol('tag') })).toEqual({
      cycle: { self: new Unwritable('a cycle') },
      throwing: new Unwritable('it throws when it is read: closed'),
      work: new Unwritable('function max() { [native code] }'),
      tag: new Unwritable('Symbol(tag)'),
    });
    const hostile = {
      get price(): number {
        throw Object.create(null);
      },
    };
    expect(back(hostile)).toEqual(new Unwritable('it throws when it is read: [object Object]'));
    expect(back([new Priced(), new URL('https://a.example')])).toEqual([{ price: 5 }, 'https://a.example/']);
  });

  it('bears functions, errors and objects that cannot be read at all', () => {
    const gone = Proxy.revocable({}, {});
    gone.revoke();
    const unspeakable = Object.assign(() => 1, { toString: fail });
    const odd = Object.assign(new Error('x'), { name: 5n, message: Symbol('m'), stack: { at: 5n } });

    expect(back({ gone: gone.proxy, thrower: Object.defineProperty({}, 'x', { enumerable: true, get: () => fail(odd) }) })).toEqual({
      gone: new Unwritable("it throws when it is read: Cannot perform 'IsArray' on a proxy that has been revoked"),
      thrower: new Unwritable('it throws when it is read: Symbol(m)'),
    });
    expect(back(unspeakable)).toEqual(new Unwritable('[object Function]'));
    expect(back(odd)).toMatchObject({ name: '5', message: 'Symbol(m)' });
  });

  it('names what is too deep, and what never ends because its parts all know each other', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 10_000; level++) deep = [deep];
    const people = Array.from({ length: 12 }, (_, id) => ({ id, friends: [] as object[] }));
    for (const person of people) person.friends.push(...people);

    const text = [deep, people[0]].map((value) => toNdjson(event(value)));

    expect(text[0]).toContain('{"$":"unwritable","value":"too deep"}');
    expect(text[1]).toContain('{"$":"unwritable","value":"too large"}');
    expect(text.map((line) => fromNdjson(line).length)).toEqual([1, 1]);
    const price = { currency: 'EUR' };
    const prices = new Array<object>(20_000).fill(price);
    expect(back(prices)).toEqual(prices);
  });

  it('passes over empty lines and a last one that was cut off; anything else that is no event is refused', async () => {
    const line = toNdjson(event(1));

    expect(fromNdjson(`${line}\n${line.slice(0, 20)}`)).toHaveLength(1);
    expect(fromNdjson(`\ufeff${line}`)).toEqual(fromNdjson(line));
    await expect(refusalOf(() => fromNdjson(`${line.slice(0, 20)}\n${line}`))).resolves.toMatchObject({
      code: 'INVALID_EVENT',
      message: expect.stringContaining('Line 1'),
    });
    await expect(refusalOf(() => fromNdjson(`${line}{"level":30}\n`))).resolves.toMatchObject({
      code: 'INVALID_EVENT',
      message: expect.stringContaining('Line 2'),
    });
    await expect(refusalOf(() => fromNdjson(line.replace('"v":1', '"v":1,"data":{"$":"bigint","value":"?"}')))).resolves.toMatchObject({
      code: 'INVALID_EVENT',
      message: expect.stringContaining('Line 1'),
    });
    await expect(refusalOf(() => fromNdjson('[]'))).resolves.toMatchObject({ code: 'INVALID_EVENT' });
    await expect(refusalOf(() => fromNdjson(line.replace('"v":1', '"v":2')))).resolves.toMatchObject({
      code: 'INVALID_EVENT',
      message: expect.stringContaining('has the form 2'),
    });
  });
});

function fail(error: unknown = new Error('no text')): never {
  throw error;
}
