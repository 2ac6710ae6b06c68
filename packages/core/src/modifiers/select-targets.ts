import { describeValue } from '../errors/describe-value';
import { listNames } from '../errors/list-words';
import { didYouMean } from '../errors/nearest-names';
import { unknownOption } from '../errors/option-faults';
import type { ModifierContext } from '../metadata/modifier';
import type { NodeDefinition } from '../metadata/node-definition';
import { isIntermediate } from '../types/generated';
import { isRecord } from './read-bindings';

/** Which of the nodes that a method gives are meant: one, several, or `'*'` for all, those included that only lead to others. */
export type Target = string | readonly string[];

/** The names that a target means, without one those of the final nodes. A name that no node has is a fault. */
export function selectTargets(
  definitions: readonly NodeDefinition[],
  target: unknown,
  { at, refuse }: ModifierContext,
): ReadonlySet<string> | undefined {
  const names = new Set(definitions.map(({ name }) => name));
  if (target === undefined) return new Set(definitions.filter((each) => !isIntermediate(each)).map(({ name }) => name));
  if (target === '*') return names;
  const wanted: readonly unknown[] = Array.isArray(target) ? target : [target];
  const unknown = wanted.filter((name) => typeof name !== 'string' || !names.has(name));
  for (const name of unknown) refuse('UNKNOWN_TARGET', unknownTarget(at, name, names));
  if (wanted.length === 0)
    refuse('UNKNOWN_TARGET', `${at} has an empty list of targets. Name nodes of the method, or leave the target out.`);
  return unknown.length > 0 || wanted.length === 0 ? undefined : new Set(wanted as readonly string[]);
}

/** The `target` among a decorator's options. Other options are faults. */
export function readTarget(options: unknown, { at, refuse }: ModifierContext): { readonly target: unknown } | undefined {
  if (options === undefined) return { target: undefined };
  if (!isRecord(options)) {
    refuse('INVALID_OPTION', `${at} takes its options as a record, { target: "name" }, not ${describeValue(options)}.`);
    return undefined;
  }
  const unknown = Object.keys(options).filter((key) => key !== 'target');
  for (const key of unknown) refuse('INVALID_OPTION', unknownOption(at, key, ['target']).message);
  return unknown.length === 0 ? { target: options.target } : undefined;
}

/** The text for a target that is none of the method's nodes. */
export function unknownTarget(at: string, name: unknown, names: ReadonlySet<string>): string {
  const [what, near] = typeof name === 'string' ? [JSON.stringify(name), didYouMean(name, names)] : [describeValue(name), ''];
  return `${at} is for ${what}, which is no node that the method gives.${near} It gives ${listNames([...names])}.`;
}
