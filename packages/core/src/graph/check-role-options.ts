import { describeValue } from '../errors/describe-value';
import type { FaultCollector } from '../errors/fault-collector';
import { invalidOption, unknownOption } from '../errors/option-faults';
import type { RoleRecord } from '../metadata/class-metadata';
import type { Role } from '../metadata/role';

interface OptionRule {
  readonly accepts: (value: unknown) => boolean;
  readonly expected: string;
}

const text: OptionRule = { accepts: (value) => typeof value === 'string', expected: 'a string' };
const name: OptionRule = { accepts: (value) => typeof value === 'string' && value !== '', expected: 'a string that is not empty' };
const flag: OptionRule = { accepts: (value) => typeof value === 'boolean', expected: 'true or false' };
const positive: OptionRule = { accepts: isPositiveInteger, expected: 'an integer of at least 1' };
const positiveOrInfinity: OptionRule = {
  accepts: (value) => value === Infinity || isPositiveInteger(value),
  expected: 'an integer of at least 1, or Infinity',
};

const ofAllRoles = { name, description: text, version: { accepts: isVersion, expected: 'a string or a number' } };

const rules: Readonly<Record<Role, Readonly<Record<string, OptionRule>>>> = {
  node: ofAllRoles,
  parallelizable: {
    ...ofAllRoles,
    concurrency: positiveOrInfinity,
    key: { accepts: (value) => typeof value === 'function', expected: 'a function (item, index) => string' },
    uniqueKeys: flag,
    ordered: flag,
    onItemError: { accepts: isItemErrorOption, expected: `'fail', 'skip' or { tolerate: 5 } or { tolerate: '10%' }` },
    window: positive,
    buffer: positiveOrInfinity,
    executor: name,
  },
  collect: { ...ofAllRoles, over: { accepts: name.accepts, expected: 'the name of a parallelizable' } },
};

/** The options of the roles in one record, without those that are refused. An option that is `undefined` is not given. */
export function checkRoleOptions(roles: readonly RoleRecord[], place: string, faults: FaultCollector): Readonly<Record<string, unknown>> {
  const options: Record<string, unknown> = {};
  for (const { role, options: given } of roles) {
    for (const key of Object.keys(given)) {
      const value = given[key];
      const at = `${place} @${role}`;
      const rule = Object.hasOwn(rules[role], key) ? rules[role][key] : undefined;
      if (rule === undefined) faults.add(unknownOption(at, key, Object.keys(rules[role])));
      else if (value === undefined) continue;
      else if (!rule.accepts(value)) faults.add(invalidOption(at, key, describeValue(value), rule.expected));
      else if (Object.hasOwn(options, key) && options[key] !== value) {
        faults.add(invalidOption(at, key, describeValue(value), 'the same value in both roles'));
      } else options[key] = value;
    }
  }
  return options;
}

/** Whether a value is an integer ≥ 1. */
export function isPositiveInteger(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}

function isVersion(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || (typeof value === 'number' && Number.isFinite(value));
}

function isItemErrorOption(value: unknown): boolean {
  if (value === 'fail' || value === 'skip') return true;
  if (typeof value !== 'object' || value === null) return false;
  const { tolerate, ...others } = value as { tolerate?: unknown };
  if (Object.keys(others).length > 0) return false;
  if (typeof tolerate === 'string') return /^\d+(\.\d+)?%$/.test(tolerate) && Number.parseFloat(tolerate) <= 100;
  return Number.isSafeInteger(tolerate) && (tolerate as number) >= 0;
}
