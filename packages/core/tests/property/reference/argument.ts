import type { DepSpec } from '../model/graph-spec';
import { placementOf, type Placement } from '../model/scopes';
import { ancestor, type Frame } from './frame';
import { obstacle, valueOutcome, type Outcome } from './outcome';

/** Where arguments are found. */
export interface Values {
  readonly placed: ReadonlyMap<string, Placement>;
  value(name: string, frame: Frame): Outcome;
  /** An input that is given. */
  input(name: string): { readonly value: unknown } | undefined;
}

/** The value of a dependency in a frame: an argument of a node, or one entry of a collector. */
export function argumentOf(dep: DepSpec, at: Frame, values: Values): Outcome {
  switch (dep.kind) {
    case 'ref':
      return values.value(dep.name, at);
    case 'literal':
      return valueOutcome(dep.value);
    case 'optional': {
      const given = values.input(dep.input);
      return valueOutcome(given === undefined ? dep.fallback : given.value);
    }
    case 'list': {
      const entries = dep.of.map((entry) => argumentOf(entry, at, values));
      return obstacle(entries) ?? valueOutcome(entries.map(valueOf));
    }
    case 'record': {
      const names = Object.keys(dep.of);
      const entries = Object.values(dep.of).map((entry) => argumentOf(entry, at, values));
      return obstacle(entries) ?? valueOutcome(Object.fromEntries(entries.map((entry, index) => [names[index], valueOf(entry)])));
    }
    case 'plain':
      return argumentOf(dep.of, at, values);
    case 'settled': {
      const outcome = values.value(dep.name, at);
      if (outcome.kind === 'value') return valueOutcome({ status: 'fulfilled', value: outcome.value });
      return outcome.kind === 'dropped' ? outcome : valueOutcome({ status: 'rejected', reason: outcome, key: keyAt(dep.name, at, values) });
    }
    case 'keys':
      return valueOutcome(keyAt(dep.name, at, values));
    case 'fold':
      throw new Error('A fold is made of many entries');
  }
}

/** The value, where there must be one. */
export function valueOf(outcome: Outcome): unknown {
  if (outcome.kind !== 'value') throw new Error('An item lacks a value that is needed');
  return outcome.value;
}

function keyAt(name: string, at: Frame, { placed }: Values): string {
  return ancestor(at, placementOf(placed, name).lives.length).path.at(-1)?.key ?? '';
}
