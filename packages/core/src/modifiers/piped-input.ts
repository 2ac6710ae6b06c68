import { DEPENDENCY, type DependencyForm } from '../dependencies/dependency-form';
import { describeValue } from '../errors/describe-value';
import { listNames } from '../errors/list-words';
import { didYouMean } from '../errors/nearest-names';
import type { ModifierContext } from '../metadata/modifier';
import type { NodeDefinition } from '../metadata/node-definition';
import { isIntermediate } from '../types/generated';
import { mapForm } from './map-form';
import { declaredNames } from './rebind';

/** A dependency that goes through a pipe. */
export interface PipedInput {
  /** What it is called in the names of steps where several go through. */
  readonly name: string;
  isMeant(part: DependencyForm, parameter: number): boolean;
}

/** What the option `onInput` means: declared dependencies by their names, without it the first one. A name that is not declared is a fault. */
export function readInputs(
  given: unknown,
  definitions: readonly NodeDefinition[],
  { at, refuse }: ModifierContext,
): readonly PipedInput[] | undefined {
  const finals = definitions.filter((definition) => !isIntermediate(definition));
  const forms = finals.flatMap(({ parameters }) => parameters.flatMap((each) => (each.kind === 'context' ? [] : [each.dependency])));
  const declared = new Set(forms.flatMap((form) => [...pipedNames(form), ...declaredNames(form)]));
  if (given === undefined && forms.length > 0) return [firstInput(finals)];
  const wanted: readonly unknown[] = Array.isArray(given) ? given : [given];
  const unknown = wanted.filter((name) => typeof name !== 'string' || !declared.has(name));
  for (const name of unknown) {
    const what = name === undefined ? 'its first dependency' : describeValue(name);
    const list = declared.size === 0 ? 'the method declares none' : `declared are ${listNames([...declared])}`;
    const near = typeof name === 'string' ? didYouMean(name, declared) : '';
    refuse(
      'UNKNOWN_INJECTION',
      `${at} pipes ${what}, which is no dependency that the method declares.${near}\nIts onInput is the name of a declared dependency; ${list}.`,
    );
  }
  return unknown.length > 0 ? undefined : (wanted as readonly string[]).map(namedInput);
}

/** What goes into the pipe. */
export function findInput({ parameters }: NodeDefinition, input: PipedInput): DependencyForm | undefined {
  let found: DependencyForm | undefined;
  parameters.forEach((each, index) => {
    if (each.kind === 'context') return;
    mapForm(each.dependency, (part) => {
      if (found === undefined && input.isMeant(part, index)) found = part;
      return found;
    });
  });
  return found;
}

/** Puts what comes out of the pipe in the place of what goes in. */
export function replaceInput(definition: NodeDefinition, input: PipedInput, last: string): NodeDefinition {
  const out: DependencyForm = { [DEPENDENCY]: 'ref', name: last, piped: input.name };
  const parameters = definition.parameters.map((each, index) => {
    if (each.kind === 'context') return each;
    return { ...each, dependency: mapForm(each.dependency, (part) => (input.isMeant(part, index) ? out : undefined)) };
  });
  return { ...definition, parameters };
}

/** A declared dependency, whatever it is bound to by now; one that is optional is piped as that. */
function namedInput(name: string): PipedInput {
  return {
    name,
    isMeant: (part) => {
      if (part[DEPENDENCY] === 'keys') return false;
      if (part[DEPENDENCY] === 'optional') return declaredNames(part).includes(name);
      return (
        part.piped === name ||
        part.declaredAs === name ||
        (part[DEPENDENCY] === 'ref' && part.declaredAs === undefined && part.name === name)
      );
    },
  };
}

/** The whole of the first parameter that has a dependency; in a collector, what is gathered or taken as it is. */
function firstInput(definitions: readonly NodeDefinition[]): PipedInput {
  const first = definitions[0]?.parameters.findIndex(({ kind }) => kind === 'dependency');
  const [name = 'input'] = definitions.flatMap(({ parameters }) =>
    parameters.flatMap((each) => (each.kind === 'context' ? [] : declaredNames(each.dependency))),
  );
  return { name, isMeant: (part, parameter) => parameter === first && !['plain', 'settled', 'fold'].includes(part[DEPENDENCY]) };
}

function pipedNames(form: DependencyForm): readonly string[] {
  const names: string[] = [];
  mapForm(form, (part) => {
    if (part.piped !== undefined) names.push(part.piped);
    return undefined;
  });
  return names;
}
