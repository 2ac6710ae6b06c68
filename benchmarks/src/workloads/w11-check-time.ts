import { checkSeconds } from '../check-time';
import type { Workload } from '../suite/workload';

const COMPILER = 'typescript';

export const w11: Workload = {
  id: 'W11',
  title: 'how long the compiler takes to check the wiring of a class',
  cases: [
    {
      kind: 'measurement',
      name: '400 nodes of 3 dependencies each',
      unit: 'seconds',
      contestants: [{ name: 'millrace', prepare: () => () => checkSeconds(COMPILER, 400), must: 2, aim: 1 }],
    },
    {
      kind: 'measurement',
      name: '800 nodes to 400',
      unit: 'time ÷ 400 nodes',
      contestants: [{ name: 'millrace', prepare: () => () => checkSeconds(COMPILER, 800) / checkSeconds(COMPILER, 400), must: 2.3 }],
    },
  ],
};
