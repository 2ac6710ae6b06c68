import { toForm } from '../dependencies/to-form';
import type { RoleRecord } from '../metadata/class-metadata';
import { recordRole } from '../metadata/record';
import { isContext } from './context';
import type { DataflowMember, NodeMember } from './dataflow-members';
import { mutate } from './mutate';

/** Gives a class a member, and records what decorators would have recorded of it. */
export function addMember(prototype: object, key: string, member: DataflowMember): void {
  if (typeof member === 'function') return member(prototype, key);
  const { deps = [], run, mutates, modifiers = [] } = member;
  const descriptor = { value: run, configurable: true, enumerable: false, writable: true };
  // A node cannot be called so, and is refused when a driver is made; until then the class keeps its constructor.
  if (key !== 'constructor') Object.defineProperty(prototype, key, descriptor);
  deps.forEach((dependency, index) => void (isContext(dependency) && dependency(prototype, key, index as never)));
  const dependencies = deps.filter((dependency) => !isContext(dependency)).map(toForm);
  if (mutates === undefined) for (const role of rolesOf(member, dependencies)) recordRole({ target: prototype, key }, role);
  else mutate(...mutates)(prototype, key, descriptor);
  // The first stands on top, and what is nearer to a method is applied before.
  for (const decorate of [...modifiers].reverse()) decorate(prototype, key, descriptor);
}

function rolesOf(
  { role = 'node', deps: _deps, run: _run, mutates: _mutates, modifiers: _modifiers, ...options }: NodeMember,
  dependencies: RoleRecord['dependencies'],
): readonly RoleRecord[] {
  if (typeof role === 'string') return [{ role, dependencies, options: { ...options } }];
  const { over, ...others } = options;
  return [
    { role: 'parallelizable', dependencies: [], options: others },
    { role: 'collect', dependencies, options: { over } },
  ];
}
