import { describeValue } from '../errors/describe-value';
import { missingEntry } from '../errors/output-errors';
import type { Modifier } from '../metadata/modifier';
import { extractModifier } from './extract-modifier';

/** Makes nodes of the entries of a tuple, by position; those behind the last name stay in the whole. */
export function unpackFieldsModifier(names: readonly unknown[]): Modifier {
  return extractModifier('unpackFields', names, ({ at, refuse }) => {
    const wrong = names.filter((name) => typeof name !== 'string');
    for (const name of wrong) refuse('INVALID_OPTION', `${at} takes the names of nodes, not ${describeValue(name)}. ${example}`);
    if (names.length === 0) refuse('INVALID_OPTION', `${at} names no node. ${example}`);
    return wrong.length > 0 || names.length === 0
      ? undefined
      : names.map(String).map((name, position) => ({ name, take: taker(at, name, position) }));
  });
}

const example = 'Write @unpackFields("mean", "deviation") on a method that gives [mean, deviation].';

function taker(at: string, name: string, position: number): (tuple: unknown) => unknown {
  return (tuple) => {
    const list: readonly unknown[] = Array.isArray(tuple) ? tuple : [];
    if (position >= list.length) throw missingEntry(at, name, position, tuple);
    return list[position];
  };
}
