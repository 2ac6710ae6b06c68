import type { Contestant, Workload } from '../suite/workload';
import { growth } from './growth';
import { w1 } from './w1-small-nodes';
import { w2 } from './w2-chain';
import { w3 } from './w3-two-collectors';
import { w4 } from './w4-async-nodes';
import { w5 } from './w5-stream-into-fold';
import { w6 } from './w6-sleeps';
import { w7 } from './w7-nested';
import { w8 } from './w8-workers';
import { w9 } from './w9-build';
import { w10 } from './w10-over-read';
import { w11 } from './w11-check-time';
import { w12 } from './w12-overhead';
import { w12Cache } from './w12-cache';

export const workloads: readonly Workload[] = [w1, w2, w3, w4, w5, w6, w7, w8, w9, w10, w11, w12, w12Cache, growth];

/** Throws where there is none. */
export function findContestant(workload: string, caseName: string, contestant: string): Contestant {
  const found = workloads
    .find(({ id }) => id === workload)
    ?.cases.find(({ name }) => name === caseName)
    ?.contestants.find(({ name }) => name === contestant);
  if (found === undefined) throw new Error(`There is no "${contestant}" in ${workload}, ${caseName}.`);
  return found;
}
