import { describeValue } from '../errors/describe-value';
import { formatFaults, type Fault } from '../errors/fault';
import { MillraceError } from '../errors/millrace-error';
import { invalidOption, unknownOption } from '../errors/option-faults';
import { isClass } from '../types/class-type';

interface Rule {
  readonly accepts: (value: unknown) => boolean;
  readonly expected: string;
}

const roles = ['node', 'parallelizable', 'collect', 'input', 'config'];

const rules: Readonly<Record<string, Rule>> = {
  tags: { accepts: isTagFilter, expected: 'a record of tags: { owner: "growth", team: ["a", "b"], checked: null }' },
  role: { accepts: (value) => roles.some((role) => role === value), expected: `one of ${roles.join(', ')}` },
  module: { accepts: (value) => typeof value === 'string' || isClass(value), expected: 'a dataflow class, or its name' },
};

/**
 * Whether a filter of nodes is one.
 *
 * @throws MillraceError `INVALID_OPTION` with all that is wrong: what no node can have would otherwise be asked for in vain.
 */
export function checkNodeFilter(filter: object): void {
  const faults: Fault[] = [];
  for (const [name, value] of Object.entries<unknown>({ ...filter })) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule === undefined) faults.push(unknownOption('The filter of nodes()', name, Object.keys(rules)));
    else if (value !== undefined && !rule.accepts(value))
      faults.push(invalidOption('The filter of nodes()', name, describeValue(value), rule.expected));
  }
  if (faults.length > 0) throw new MillraceError('INVALID_OPTION', formatFaults(faults));
}

function isTagFilter(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Symbol.iterator in value) return false;
  return Object.values(value).every((wanted) => wanted === null || [wanted].flat().every((one) => typeof one === 'string'));
}
