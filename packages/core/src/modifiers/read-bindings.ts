import { describeValue } from '../errors/describe-value';
import { listNames } from '../errors/list-words';
import { didYouMean } from '../errors/nearest-names';
import { isDependencyForm, type DependencyForm } from '../dependencies/dependency-form';
import type { ModifierContext } from '../metadata/modifier';
import type { NodeDefinition } from '../metadata/node-definition';
import { declaredNames, type Bindings } from './rebind';

/** What bindings are judged by. */
export interface BindingPlace {
  /** Who binds, for messages: `Class.method @inject`. */
  readonly subject: string;
  readonly declared: ReadonlySet<string>;
}

/** The names of all dependencies that definitions declare. */
export function declaredBy(definitions: readonly NodeDefinition[]): ReadonlySet<string> {
  return new Set(
    definitions.flatMap(({ parameters }) =>
      parameters.flatMap((parameter) => (parameter.kind === 'context' ? [] : declaredNames(parameter.dependency))),
    ),
  );
}

/** The bindings of a record if all of them are right; every one that is not is a fault. */
export function readBindings(given: object, place: BindingPlace, { refuse }: ModifierContext): Bindings | undefined {
  const { subject, declared } = place;
  const bindings = new Map<string, DependencyForm>();
  let isSound = true;
  for (const [name, dependency] of Object.entries(given) as [string, unknown][]) {
    const isDeclared = declared.has(name);
    const isDependency = isDependencyForm(dependency);
    if (!isDeclared) refuse('UNKNOWN_INJECTION', unknownBinding(name, place));
    if (!isDependency)
      refuse(
        'INVALID_DEPENDENCY',
        `${subject} binds "${name}" to ${describeValue(dependency)}, which is no dependency. ${remedy(dependency)}`,
      );
    if (isDependency && isDeclared) bindings.set(name, dependency);
    else isSound = false;
  }
  return isSound ? bindings : undefined;
}

/** Whether a value may be a record of something by name: no list, no map, no dependency, nothing primitive. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !(Symbol.iterator in value) && !isDependencyForm(value);
}

function unknownBinding(name: string, { subject, declared }: BindingPlace): string {
  const list = declared.size === 0 ? 'the method declares none' : `declared are ${listNames([...declared])}`;
  return `${subject} rebinds "${name}", which is no dependency that the method declares.${didYouMean(name, declared)}\nKeys are names of declared dependencies; ${list}.`;
}

function remedy(value: unknown): string {
  return typeof value === 'string'
    ? `Write source(${JSON.stringify(value)}) for the node, or value(${JSON.stringify(value)}) for the text.`
    : 'Wrap it: source("name"), value(literal) or group(…).';
}
