import { listAlso, MillraceError } from '../errors/millrace-error';
import type { Settled } from '../types/settled';
import { Absent } from './absent';
import type { Program } from './program';
import type { RunSetting } from './run-setting';
import type { RunEnd } from './run-state';

/** What a run gives. */
export type Outcome = { readonly outputs: Record<string, unknown> } | { readonly error: unknown };

/** Reads the outputs of a run that has ended. */
export function outcomeOf(end: RunEnd, { plan }: Program, { stopsAtFailure }: RunSetting): Outcome {
  if ('error' in end) return end;
  const outputs: Record<string, unknown> = Object.create(null);
  for (const { key, slot } of plan.outputs) {
    const value = end.root.slots[slot];
    if (stopsAtFailure && value instanceof Absent) return { error: value.failure?.error };
    outputs[key] = stopsAtFailure ? value : settled(key, value);
  }
  return { outputs };
}

/** An outcome after hooks have failed: the first of these errors is that of a run which was well; otherwise they are listed in what it has failed with. */
export function withErrors(outcome: Outcome, errors: readonly MillraceError[]): Outcome {
  const [first, ...others] = errors;
  if (first === undefined) return outcome;
  if ('outputs' in outcome) {
    listAlso(first, others);
    return { error: first };
  }
  if (MillraceError.is(outcome.error)) listAlso(outcome.error, errors);
  return outcome;
}

function settled(key: string, value: unknown): Settled<unknown> {
  return value instanceof Absent ? { status: 'rejected', reason: value.failure?.error, key } : { status: 'fulfilled', value };
}
