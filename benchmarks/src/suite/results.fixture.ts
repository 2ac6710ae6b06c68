import type { CaseResults, Results } from './results-file';
import type { Standing } from './run-case';

/** A standing whose launches all came out the same. */
export function standing(name: string, figure: number, limits: Partial<Pick<Standing, 'must' | 'aim'>> = {}): Standing {
  return { name, median: figure, min: figure, max: figure, must: undefined, aim: undefined, ...limits, launches: [figure] };
}

export function race(name: string, standings: readonly Standing[], more: Partial<CaseResults> = {}): CaseResults {
  return { name, kind: 'race', of: 'time ÷ hand-written', standings, leads: [], skipped: [], ...more };
}

export function resultsOf(cases: Readonly<Record<string, readonly CaseResults[]>>, more: Partial<Results> = {}): Results {
  return {
    quick: false,
    effort: { launches: 5, rounds: 8, warmUpMs: 4_000, roundMs: 80, enoughMs: 1_500, skipsSlow: false },
    machine: { cores: 2, platform: 'linux x64', node: '20.20.2', v8: '11.3', libraries: { rxjs: '7.8.2' } },
    workloads: Object.entries(cases).map(([id, all]) => ({ id, title: `the title of ${id}`, at: '2026-01-02T03:04:05.000Z', cases: all })),
    ...more,
  };
}
