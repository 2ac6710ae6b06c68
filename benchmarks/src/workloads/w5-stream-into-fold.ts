import { peakOverIdle } from '../suite/peak-memory';
import type { Contestant, Measurement, Race, Workload } from '../suite/workload';
import { AsyncNumbers, AsyncRows, SyncNumbers } from './w5-streams';
import { asyncWays, syncWays, type Way } from './w5-ways';

interface Stream<F> {
  readonly name: string;
  readonly size: number;
  readonly make: (size: number, sample?: () => void) => F;
  readonly ways: readonly Way<F>[];
  readonly note?: string;
}

type Limits = Pick<Contestant, 'must' | 'aim'>;

const WARM_UP = 50_000;
const TIME: Limits = { must: 3, aim: 2 };
const MEMORY: Limits = { must: 30, aim: 20 };

function race<F>({ name, size, make, ways, note }: Stream<F>, limits: Limits): Race {
  const contestants = ways.map((way): Contestant => ({ name: way.name, prepare: () => way.prepare(make(size)), ...limitsOf(way, limits) }));
  return { kind: 'race', name: `time, ${name}`, contestants, ...(note === undefined ? {} : { note }) };
}

function memory<F>({ name, size, make, ways, note }: Stream<F>, limits: Limits): Measurement {
  const contestants = ways.map((way): Contestant => ({
    name: way.name,
    prepare: () => () => peakOverIdle(way.prepare(make(WARM_UP)), (sample) => way.prepare(make(size, sample))()),
    ...limitsOf(way, limits),
  }));
  return {
    kind: 'measurement',
    name: `memory, ${name}`,
    unit: 'peak RSS, MB over idle',
    contestants,
    ...(note === undefined ? {} : { note }),
  };
}

function limitsOf<F>({ name }: Way<F>, limits: Limits): Limits {
  return name === 'millrace' ? limits : {};
}

function both<F>(stream: Stream<F>): readonly [Race, Measurement] {
  return [race(stream, TIME), memory(stream, MEMORY)];
}

/** The cases for streams of so many numbers, and so many items of 2 KB. */
export function casesOfStreams(numbers: number, rows: number): (Race | Measurement)[] {
  const many = numbers.toLocaleString('en');
  const fewer = rows.toLocaleString('en');
  const isPatient = ({ name }: Way<never>): boolean => name !== 'naive RxJS';
  const note = 'without naive RxJS, which reads all items ahead and takes each off the front of an array: quadratic';
  const rowsOf = {
    name: `${fewer} asynchronous items of 2 KB`,
    size: rows,
    make: (size: number, sample?: () => void) => new AsyncRows(size, sample),
    ways: asyncWays<readonly number[]>(),
  };
  return [
    ...both({ name: `${many} synchronous items`, size: numbers, make: (...of) => new SyncNumbers(...of), ways: syncWays, note }),
    ...both({
      name: `${many} asynchronous items`,
      size: numbers,
      make: (...of) => new AsyncNumbers(...of),
      ways: asyncWays<number>().filter(isPatient),
      note,
    }),
    race({ ...rowsOf, ways: rowsOf.ways.filter(isPatient), note }, TIME),
    memory(rowsOf, MEMORY),
  ];
}

export const w5: Workload = { id: 'W5', title: 'items streamed into a fold', cases: casesOfStreams(1_000_000, 100_000) };
