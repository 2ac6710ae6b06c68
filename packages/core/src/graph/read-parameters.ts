import { describeValue } from '../errors/describe-value';
import type { FaultCollector } from '../errors/fault-collector';
import { invalidDependency } from '../errors/link-faults';
import { injectedBesideDependencies, parameterDeclaredTwice, parameterWithoutDependency } from '../errors/method-faults';
import { DEPENDENCY, isDependencyForm, type DependencyForm } from '../dependencies/dependency-form';
import type { ParameterRecord, RoleRecord } from '../metadata/class-metadata';
import type { ParameterDefinition } from '../metadata/node-definition';

const context: ParameterDefinition = { kind: 'context' };
const nothing: DependencyForm = { [DEPENDENCY]: 'value', value: undefined };
/** A parameter about which nothing is said, so that its own default applies. */
const leftOut: ParameterDefinition = { kind: 'dependency', dependency: nothing };
const leftOutOfCollector: ParameterDefinition = { kind: 'dependency', dependency: { [DEPENDENCY]: 'plain', of: nothing } };

/** What is known of a method whose parameters are read. */
export interface MethodSignature {
  readonly place: string;
  readonly role: RoleRecord;
  readonly records: readonly ParameterRecord[];
  /** How many parameters stand before the first with a default. */
  readonly required: number;
}

/** The parameters of a method in order, from the dependencies of its role and the decorators on its parameters. */
export function readParameters(signature: MethodSignature, faults: FaultCollector): ParameterDefinition[] {
  const { place, role, records } = signature;
  const marked: (ParameterDefinition | undefined)[] = [];
  for (const record of records) {
    if (marked[record.index] !== undefined) faults.add(parameterDeclaredTwice(place, record.index));
    if (record.kind === 'context') marked[record.index] = context;
    else if (role.dependencies.length > 0) faults.add(injectedBesideDependencies(place, record.index, role.role));
    else marked[record.index] = { kind: 'dependency', dependency: checkedForm(record.dependency, `${place} @inject`, faults) };
  }
  return fillIn(marked, signature, faults);
}

/** Puts the dependencies of the role where nothing is marked. */
function fillIn(
  marked: readonly (ParameterDefinition | undefined)[],
  { place, role, required }: MethodSignature,
  faults: FaultCollector,
): ParameterDefinition[] {
  const parameters: ParameterDefinition[] = [];
  for (const dependency of role.dependencies) {
    for (let at = marked[parameters.length]; at !== undefined; at = marked[parameters.length]) parameters.push(at);
    parameters.push({ kind: 'dependency', dependency: checkedForm(dependency, `${place} @${role.role}`, faults) });
  }
  for (let index = parameters.length; index < marked.length; index++) {
    if (marked[index] === undefined && index < required) faults.add(parameterWithoutDependency(place, index));
    parameters.push(marked[index] ?? (role.role === 'collect' ? leftOutOfCollector : leftOut));
  }
  return parameters;
}

function checkedForm(given: unknown, at: string, faults: FaultCollector): DependencyForm {
  if (isDependencyForm(given)) return given;
  faults.add(invalidDependency(at, describeValue(given)));
  return nothing;
}
