import { isDependencyForm, type DependencyForm } from '../dependencies/dependency-form';
import { didYouMean } from '../errors/nearest-names';
import type { Modifier, ModifierContext } from '../metadata/modifier';
import type { NodeDefinition, ParameterDefinition } from '../metadata/node-definition';
import { declaredNames, rebind, type Bindings } from './rebind';

/** Rebinds declared dependencies: the keys are their names, the values what takes their place. */
export function injectModifier(given: unknown): Modifier {
  return {
    name: 'inject',
    phase: 'injection',
    arguments: [given],
    apply: (definitions, context) => {
      const bindings = bindingsOf(given, definitions, context);
      return bindings === undefined
        ? definitions
        : definitions.map((definition) => ({ ...definition, parameters: rebindParameters(definition, bindings) }));
    },
  };
}

function rebindParameters({ parameters }: NodeDefinition, bindings: Bindings): readonly ParameterDefinition[] {
  return parameters.map((parameter) =>
    parameter.kind === 'context' ? parameter : { ...parameter, dependency: rebind(parameter.dependency, bindings) },
  );
}

/** The bindings if all of them are right; every one that is not is a fault. */
function bindingsOf(given: unknown, definitions: readonly NodeDefinition[], { at, refuse }: ModifierContext): Bindings | undefined {
  if (typeof given !== 'object' || given === null || Array.isArray(given) || isDependencyForm(given)) {
    refuse(
      'INVALID_DEPENDENCY',
      `${at} on a method takes a record of dependencies by the names they replace: @inject({ name: source("other") }).`,
    );
    return undefined;
  }
  const declared = new Set(
    definitions.flatMap(({ parameters }) =>
      parameters.flatMap((parameter) => (parameter.kind === 'context' ? [] : declaredNames(parameter.dependency))),
    ),
  );
  const bindings = new Map<string, DependencyForm>();
  let refused = false;
  for (const [name, dependency] of Object.entries(given)) {
    if (!declared.has(name)) refuse('UNKNOWN_INJECTION', unknownInjection(at, name, declared));
    if (!isDependencyForm(dependency))
      refuse('INVALID_DEPENDENCY', `${at} binds "${name}" to ${show(dependency)}, which is no dependency. ${remedy(dependency)}`);
    if (isDependencyForm(dependency) && declared.has(name)) bindings.set(name, dependency);
    else refused = true;
  }
  return refused ? undefined : bindings;
}

function unknownInjection(at: string, name: string, declared: ReadonlySet<string>): string {
  const list =
    declared.size === 0 ? 'the method declares none' : `declared are ${[...declared].map((known) => JSON.stringify(known)).join(', ')}`;
  return `${at} rebinds "${name}", which is no dependency that the method declares.${didYouMean(name, declared)}\nKeys are names of declared dependencies; ${list}.`;
}

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

function remedy(value: unknown): string {
  return typeof value === 'string'
    ? `Write source(${JSON.stringify(value)}) for the node, or value(${JSON.stringify(value)}) for the text.`
    : 'Wrap it: source("name"), value(literal) or group(…).';
}
