// All races at sizes that take no time. As a program: prints what each contestant gives, as JSON.
import type { Case, Race } from '../suite/workload';
import { raceOfSmallNodes } from './w1-small-nodes';
import { raceOfChain } from './w2-chain';
import { raceOfFewItems, raceOfTwoCollectors } from './w3-two-collectors';
import { raceOfAsyncNodes, raceOfFewAsyncItems } from './w4-async-nodes';
import { casesOfStreams } from './w5-stream-into-fold';
import { raceOfNested } from './w7-nested';

const isRace = (entry: Case): entry is Race => entry.kind === 'race';

export const smallRaces: readonly (readonly [string, Race])[] = [
  ['W1', raceOfSmallNodes(3)],
  ['W2', raceOfChain(300)],
  ['W3', raceOfTwoCollectors(300)],
  ['W3 of few', raceOfFewItems(20)],
  ['W4', raceOfAsyncNodes(300)],
  ['W4 of few', raceOfFewAsyncItems(20)],
  ...casesOfStreams(2_000, 200)
    .filter(isRace)
    .map((race) => [`W5 ${race.name}`, race] as const),
  ['W7', raceOfNested(20)],
];

/** By race, and by contestant. */
export type SmallResults = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

async function runAll(): Promise<SmallResults> {
  const results: Record<string, Record<string, unknown>> = {};
  for (const [id, { contestants }] of smallRaces) {
    const taking = contestants.filter(({ lacks }) => lacks?.() === undefined);
    results[id] = Object.fromEntries(await Promise.all(taking.map(async ({ name, prepare }) => [name, await prepare()()] as const)));
  }
  return results;
}

async function main(): Promise<void> {
  console.log(JSON.stringify(await runAll()));
  // Those that run another program keep this one alive.
  process.exit();
}

if (require.main === module) void main();
