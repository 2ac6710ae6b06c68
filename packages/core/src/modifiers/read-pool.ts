import { describeValue } from '../errors/describe-value';
import type { ModifierContext } from '../metadata/modifier';

/** The name of a pool; anything else is a fault. */
export function readPool(name: unknown, { at, refuse }: Pick<ModifierContext, 'at' | 'refuse'>): string | undefined {
  if (typeof name === 'string' && name !== '') return name;
  refuse('INVALID_OPTION', `${at} takes the name of one of the driver's pools, as in @pool('openai'), not ${describeValue(name)}.`);
  return undefined;
}
