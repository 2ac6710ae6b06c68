import { describeValue } from '../errors/describe-value';
import type { ModifierContext } from '../metadata/modifier';
import { isReservedName } from '../metadata/node-name';

/** Whether a modifier may give a node this name; where it may not, that is a fault. */
export function checkName(name: unknown, { at, refuse }: ModifierContext): boolean {
  if (typeof name !== 'string') refuse('INVALID_NAME', `${at} gives a node the name ${describeValue(name)}. A name is a string.`);
  else if (isReservedName(name)) {
    refuse(
      'RESERVED_NAME',
      `${at} gives the name "${name}", which is reserved: an object with such a member is no plain result any more. Take another name.`,
    );
  } else if (name === '') refuse('INVALID_NAME', `${at} gives a node an empty name. Give it one by which others can depend on it.`);
  else if (name.endsWith('__')) {
    refuse(
      'INVALID_NAME',
      `${at} gives the name "${name}", which ends in "__": that begins a suffix without giving one. Leave the underscores out.`,
    );
  } else return true;
  return false;
}
