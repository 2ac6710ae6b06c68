import { invalidDefinition } from '../errors/definition-faults';
import { describeValue } from '../errors/describe-value';
import type { Fault } from '../errors/fault';
import { GraphValidationError } from '../errors/graph-validation-error';
import { didYouMean } from '../errors/nearest-names';
import { unknownOption } from '../errors/option-faults';
import { INPUT } from './input';
import { isRecord } from '../types/is-record';

const optionNames = ['name', 'namespace', 'tags'];
const memberNames = ['role', 'deps', 'run', 'mutates', 'modifiers'];
const roleNames = ['node', 'parallelizable', 'collect'];

/**
 * Whether what `defineDataflow` was given can be read at all: scripts have no compiler that says so.
 *
 * @throws GraphValidationError with all that is wrong.
 */
export function checkDefinition(members: unknown, options: object): void {
  const name = nameIn(options);
  const faults: Fault[] = Object.keys(options)
    .filter((option) => !optionNames.includes(option))
    .map((option) => unknownOption(`defineDataflow "${name}"`, option, optionNames));
  if (isRecord(members)) {
    for (const [key, member] of Object.entries(members))
      for (const what of faultsOfMember(member)) faults.push(invalidDefinition(`${name}.${key}`, what));
  } else {
    faults.push(
      invalidDefinition(name, `is defined by ${describeValue(members)}. Give an object of members: { total: { deps: ['net'], run } }.`),
    );
  }
  if (faults.length > 0) throw new GraphValidationError(faults);
}

function faultsOfMember(member: unknown): readonly string[] {
  if (typeof member === 'function' && INPUT in member) return [];
  if (typeof member === 'function') return ['is a function alone. Say what it depends on: { deps: [], run: … }.'];
  if (!isRecord(member)) return [`is ${describeValue(member)}. A member is a node, { deps: ['net'], run }, or input().`];
  const { role = 'node', deps = [], run, modifiers = [] } = member;
  const faults: string[] = [];
  if (typeof run !== 'function') {
    const near =
      run === undefined
        ? didYouMean(
            'run',
            Object.keys(member).filter((name) => !memberNames.includes(name)),
          )
        : '';
    faults.push(
      `has ${describeValue(run)} as "run".${near} Give the function that makes the value: { deps: ['net'], run: (net) => 2 * net }.`,
    );
  }
  if (!Array.isArray(deps))
    faults.push(`has ${describeValue(deps)} as "deps". List the dependencies in the order of the parameters: ['net'].`);
  if (!isRole(role))
    faults.push(`has the role ${describeValue(role)}. A role is 'node', 'parallelizable', 'collect', or ['collect', 'parallelizable'].`);
  if (!Array.isArray(modifiers) || modifiers.some((modifier) => typeof modifier !== 'function'))
    faults.push('has "modifiers" that are no list of decorators. Write [config.when({ region: "eu" })].');
  if (member.mutates !== undefined) faults.push(...faultsOfMutation(member));
  return faults;
}

function faultsOfMutation({ mutates, role, deps }: Readonly<Record<string, unknown>>): readonly string[] {
  if (!Array.isArray(mutates)) return [`has ${describeValue(mutates)} as "mutates". List the nodes that it changes: ['total'].`];
  if (role === undefined && deps === undefined) return [];
  return [
    'has "mutates", so it is a step behind other nodes and none itself. Leave "role" and "deps" out; applyTo("total", dependency) gives it more.',
  ];
}

function isRole(role: unknown): boolean {
  if (Array.isArray(role)) return role.length === 2 && role.includes('collect') && role.includes('parallelizable');
  return typeof role === 'string' && roleNames.includes(role);
}

function nameIn(options: object): string {
  return 'name' in options && typeof options.name === 'string' ? options.name : 'dataflow';
}
