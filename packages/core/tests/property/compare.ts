import { NodeExecutionError } from '../../src';
import { idOf, type Actual } from './engine/run-engine';
import { canonical } from './model/digest';
import type { Scenario } from './model/graph-spec';
import { placementOf, placements } from './model/scopes';
import type { Expected } from './reference/evaluate';

/** Which run is compared. */
export interface Compared {
  readonly how: 'execute' | 'executeSettled';
  /** Whether results may come from elsewhere than from calls. */
  readonly isCached?: boolean;
}

/** Every way in which a run of the engine differs from what the rules say; none if they agree. */
export function differences(scenario: Scenario, expected: Expected, actual: Actual, { how, isCached = false }: Compared): string[] {
  const found = how === 'execute' && expected.stops ? rejectionDifferences(expected, actual) : runDifferences(scenario, expected, actual);
  const endsNormally = expected.isExact && !expected.stops;
  return [
    ...found,
    ...failureDifferences(expected, actual, endsNormally),
    ...callDifferences(expected, actual, endsNormally && !isCached),
    ...leftovers(actual),
  ];
}

/** Outputs by name, as texts, in whatever order an unordered fan-out gave them. */
export function outputTexts(scenario: Scenario, outputs: Actual['outputs']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, result]) => [
      name,
      result.status === 'fulfilled' ? textOf(scenario, name, result.value) : 'rejected',
    ]),
  );
}

function runDifferences(scenario: Scenario, expected: Expected, { outputs, rejection }: Actual): string[] {
  if (rejection !== undefined) return [`the run is rejected with ${idOf(rejection.reason)}, and must not be`];
  return differencesInOutputs(scenario, expected, outputs);
}

/** Outputs that are not what they should be. */
export function differencesInOutputs(scenario: Scenario, expected: Expected, outputs: Actual['outputs']): string[] {
  const found: string[] = [];
  for (const [name, outcome] of expected.outputs) {
    const result = outputs[name];
    if (result === undefined) found.push(`output ${name} is missing`);
    else if (outcome.kind === 'value') {
      const want = textOf(scenario, name, outcome.value);
      const got = result.status === 'fulfilled' ? textOf(scenario, name, result.value) : `rejected by ${idOf(result.reason)}`;
      if (got !== want) found.push(`output ${name} is ${got}, and should be ${want}`);
    } else if (result.status === 'fulfilled') found.push(`output ${name} is ${canonical(result.value)}, and should be rejected`);
    else found.push(...unknownFailures(expected, [result.reason], `output ${name} is rejected by`));
  }
  for (const name of Object.keys(outputs)) if (!expected.outputs.has(name)) found.push(`output ${name} was not asked for`);
  return found;
}

function rejectionDifferences(expected: Expected, { rejection }: Actual): string[] {
  if (rejection === undefined) return ['execute resolved, and an output must fail'];
  const { reason } = rejection;
  if (!(reason instanceof NodeExecutionError)) return [`execute rejected with ${idOf(reason)}, which names no node`];
  return unknownFailures(expected, [reason, ...reason.also], 'execute rejected with');
}

function failureDifferences(expected: Expected, { failures, recorder }: Actual, isExact: boolean): string[] {
  const found = unknownFailures(expected, recorder.reasons, 'an entry of settled() is rejected by');
  const repeated = failures.filter((id, index) => failures.indexOf(id) !== index);
  for (const id of repeated) found.push(`failure ${id} is reported twice`);
  for (const id of failures) if (!isPossible(expected, id)) found.push(`failure ${id} is reported, and cannot be`);
  if (isExact) for (const id of expected.failures.keys()) if (!failures.includes(id)) found.push(`failure ${id} is not reported`);
  return found;
}

function callDifferences(expected: Expected, { recorder }: Actual, isExact: boolean): string[] {
  const found: string[] = [];
  const wanted = new Map<string, string[]>();
  for (const { node, args } of expected.calls) wanted.set(node, [...(wanted.get(node) ?? []), args]);
  for (const name of new Set([...wanted.keys(), ...recorder.calls.keys()])) {
    const want = wanted.get(name) ?? [];
    const got = recorder.calls.get(name) ?? [];
    const surplus = without(got, want);
    const lacking = without(want, got);
    if (surplus.length > 0)
      found.push(`${name} is called ${got.length} times instead of ${want.length}; not to be called with ${surplus.join(' ')}`);
    if (isExact && lacking.length > 0)
      found.push(`${name} is called ${got.length} times instead of ${want.length}; not called with ${lacking.join(' ')}`);
  }
  return found;
}

/** What a run that has ended left behind. */
export function leftovers({ recorder: { sourcesOpened, sourcesClosed }, leftRunning, late }: Actual): string[] {
  const found: string[] = [];
  if (sourcesOpened !== sourcesClosed) found.push(`${sourcesOpened} sources were opened and ${sourcesClosed} closed`);
  if (leftRunning > 0) found.push(`${leftRunning} calls were going on when the run ended`);
  if (late > 0) found.push(`${late} calls began after the run had ended`);
  return found;
}

function unknownFailures(expected: Expected, reasons: readonly unknown[], what: string): string[] {
  return reasons.map(idOf).flatMap((id) => (isPossible(expected, id) ? [] : [`${what} ${id}, which cannot fail`]));
}

function isPossible({ failures, overflows }: Expected, id: string): boolean {
  return failures.has(id) || overflows.has(id);
}

function textOf(scenario: Scenario, name: string, value: unknown): string {
  const isUnordered = placementOf(placements(scenario.graph), name).lives.some(
    (scope) => scenario.graph.nodes.find((node) => node.name === scope)?.fanOut?.ordered === false,
  );
  return isUnordered && Array.isArray(value) ? `[${value.map(canonical).sort().join(',')}]` : canonical(value);
}

/** What is in the first list more often than in the second. */
function without(list: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(other, (left.get(other) ?? 0) + 1);
  return list.filter((entry) => {
    const count = left.get(entry) ?? 0;
    left.set(entry, count - 1);
    return count <= 0;
  });
}
