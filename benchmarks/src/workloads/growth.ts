import type { Race, Workload } from '../suite/workload';
import { asyncNodes } from './w4-async-nodes';
import { twoCollectors } from './w3-two-collectors';

/** The time of an item where there are few and where there are many. */
export function raceOfSizes(
  name: string,
  prepare: (size: number) => () => unknown,
  [few, many]: readonly [number, number],
  isOurs: boolean,
): Race {
  const at = (size: number): string => `an item of ${size.toLocaleString('en')}`;
  return {
    kind: 'race',
    name,
    contestants: [
      { name: at(few), prepare: () => prepare(few), units: few },
      { name: at(many), prepare: () => prepare(many), units: many, ...(isOurs ? { must: 1.5, aim: 1.2 } : {}) },
    ],
  };
}

const SIZES = [10_000, 1_000_000] as const;

export const growth: Workload = {
  id: 'growth',
  title: 'what an item of W3 and W4 costs when there are a hundred times as many',
  cases: [
    raceOfSizes('W3, millrace', twoCollectors.withMillrace, SIZES, true),
    raceOfSizes('W3, hand-written', twoCollectors.byHand, SIZES, false),
    raceOfSizes('W4, millrace', asyncNodes.withMillrace, SIZES, true),
    raceOfSizes('W4, hand-written', asyncNodes.byHand, SIZES, false),
  ],
};
