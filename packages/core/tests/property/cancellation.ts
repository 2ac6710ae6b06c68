import { RunAbortedError } from '../../src';
import { leftovers } from './compare';
import { Engine, idOf } from './engine/run-engine';
import type { Scenario } from './model/graph-spec';

/** What is wrong with a run that is aborted after so many ticks: it must end at once, unless it has ended or failed before. */
export async function faultsOfAborted(scenario: Scenario, abortAfter: number, hasContexts: boolean): Promise<string[]> {
  const actual = await new Engine(scenario, { hasContexts }).executeSettled({ abortAfter });
  const reason = actual.rejection?.reason;
  const found = leftovers(actual);
  if (reason === undefined) return found;
  if (!(reason instanceof RunAbortedError)) return [...found, `the run was rejected with ${idOf(reason)}`];
  return reason.cause instanceof Error && reason.cause.message === 'enough'
    ? found
    : [...found, `the run was aborted for ${String(reason.cause)}`];
}
