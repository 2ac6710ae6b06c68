import type { Contender } from './contender';
import { Runner } from './runner';
import { runCase } from './run-case';
import type { Contestant, Race } from './workload';

const effort = { launches: 2, rounds: 4, warmUpMs: 1, roundMs: 1, enoughMs: 1_000, skipsSlow: true };

function race(...contestants: readonly Contestant[]): Race {
  return { kind: 'race', name: 'a race', contestants };
}

const works = (name: string, result: unknown = 1): Contestant => ({ name, prepare: () => () => result });
const fails = (name: string, result: () => unknown): Contestant => ({ name, prepare: () => result });

/** Contestants in this process, and a list of those that were stopped. */
function launcher(entry: Race) {
  const stopped: string[] = [];
  const launch = (_: string, name: string): Contender => {
    const contestant = entry.contestants.find((one) => one.name === name) ?? works('nobody');
    let runner: Runner | undefined;
    const ask: Runner['answer'] = async (command) => (runner ??= new Runner(contestant)).answer(command);
    return {
      run: async () => {
        const answer = await ask({ do: 'run' });
        return 'checksum' in answer ? answer : { checksum: '', figure: undefined };
      },
      warmUp: async (of) => void (await ask({ do: 'warm-up', ...of })),
      round: async () => {
        const answer = await ask({ do: 'round' });
        return 'ms' in answer ? answer.ms : NaN;
      },
      stop: () => void stopped.push(name),
    };
  };
  return { launch, stopped };
}

async function outcomeOf(entry: Race, options: Partial<typeof effort> = {}) {
  const { launch, stopped } = launcher(entry);
  const turns: number[] = [];
  const outcome = await runCase(entry, { ...effort, ...options }, { launch, onLaunch: (turn) => turns.push(turn) });
  return { ...outcome, stopped, turns };
}

describe('a case', () => {
  it('gives each contestant its ratio to the first, from every launch', async () => {
    const { standings, broken, stopped, turns } = await outcomeOf(race(works('hand-written'), works('millrace')));

    expect(standings.map(({ name, launches }) => [name, launches.length])).toEqual([
      ['hand-written', 2],
      ['millrace', 2],
    ]);
    expect(standings[0]?.launches).toEqual([1, 1]);
    expect(broken).toEqual([]);
    expect(stopped).toHaveLength(4);
    expect(turns).toEqual([0, 1]);
  });

  it('goes on without a contestant that throws, that cannot be made, that gives something else, or that breaks down later', async () => {
    let calls = 0;
    const tired = (): number => {
      if (++calls > 1) throw new Error('tired');
      return 1;
    };
    const unmade: Contestant = {
      name: 'unmade',
      must: 2,
      prepare: () => {
        throw new Error('not installed');
      },
    };
    const rejects = fails('rejects', () => Promise.reject(new Error('no')));

    const { standings, broken } = await outcomeOf(
      race(works('hand-written'), rejects, unmade, works('differs', 2), fails('tired', tired), works('millrace')),
    );

    expect(standings.map(({ name }) => name)).toEqual(['hand-written', 'millrace']);
    expect(broken).toEqual([
      { name: 'rejects', failed: 'no' },
      { name: 'unmade', must: 2, failed: 'not installed' },
      { name: 'differs', failed: 'it gives another result than hand-written' },
      { name: 'tired', failed: 'tired' },
    ]);
  });

  it('has no figures without the first', async () => {
    const { standings, broken, turns } = await outcomeOf(
      race(
        fails('hand-written', () => Promise.reject(new Error('no'))),
        works('millrace'),
      ),
    );

    expect([standings, turns]).toEqual([[], [0]]);
    expect(broken).toEqual([{ name: 'hand-written', failed: 'no' }]);
  });

  it('leaves out who lacks something, and who is slow where there is no time for that', async () => {
    const { standings, skipped } = await outcomeOf(
      race(works('hand-written'), { ...works('absent'), lacks: () => 'not here' }, { ...works('slow'), isSlow: true }),
    );

    expect(standings.map(({ name }) => name)).toEqual(['hand-written']);
    expect(skipped).toEqual([
      { name: 'absent', lacking: 'not here' },
      { name: 'slow', lacking: 'too slow for a quick run' },
    ]);
  });

  it('lets contestants rest that have been timed for long enough, after three rounds', async () => {
    let calls = 0;
    const counted = fails('millrace', () => void calls++);

    await outcomeOf(
      race(
        fails('hand-written', () => undefined),
        counted,
      ),
      { launches: 1, rounds: 9, warmUpMs: 0, roundMs: 0, enoughMs: 0 },
    );

    // Once for the result, and one for each round: there is nothing to warm up.
    expect(calls).toBe(1 + 3);
  });

  it('has a contestant run as often as it must before it is timed, however little time that takes', async () => {
    let calls = 0;
    const counted: Contestant = { ...fails('millrace', () => void calls++), warmUpRuns: 500 };

    await outcomeOf(race(works('hand-written', undefined), counted), { launches: 1, rounds: 0, warmUpMs: 0, roundMs: 0 });

    expect(calls).toBeGreaterThanOrEqual(500);
  });
});
