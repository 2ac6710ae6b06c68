import { describeValue } from '../errors/describe-value';
import { listWords } from '../errors/list-words';
import { phases, type Modifier, type ModifierContext } from '../metadata/modifier';
import type { NodeDefinition } from '../metadata/node-definition';
import { isClass } from '../types/class-type';
import { checkName } from './check-name';

/** What a modifier of one's own may know while it is applied. */
export interface CustomModifierContext {
  /** The driver's config; in a subdag, merged with that of the subdag. */
  readonly config: Readonly<Record<string, unknown>>;
  /** `Class.method @modifier`, for messages. */
  readonly at: string;
  /** Refuses the graph, with all other faults; what the modifier gives is then not used. */
  refuse(message: string, cause?: unknown): void;
}

/** A modifier of one's own; A is what its decorator takes. */
export interface CustomModifier<A extends readonly unknown[]> {
  /** The decorator's name, for messages. */
  readonly name: string;
  /** When it is applied: the phases follow each other, whatever the order in the text. */
  readonly phase: Modifier['phase'];
  /** Gives other definitions for those that the method has so far. Definitions are never changed: `{ ...definition, tags }` is a new one. */
  apply(definitions: readonly NodeDefinition[], context: CustomModifierContext, ...given: A): readonly NodeDefinition[];
}

/** Applies a modifier that is not ours: whatever it does wrong is a fault, and then it changes nothing. */
export function customModifier<A extends readonly unknown[]>(custom: CustomModifier<A>, given: A): Modifier {
  const { name, phase } = custom;
  const isPhase = phases.includes(phase);
  return {
    name: String(name),
    phase: isPhase ? phase : 'decoration',
    arguments: [custom.apply, ...given],
    apply: (definitions, context) => {
      if (isPhase) return applyCustom(custom, given, definitions, context) ?? definitions;
      context.refuse('INVALID_MODIFIER', `${context.at} has ${describeValue(phase)} for its phase. The phases are ${listWords(phases)}.`);
      return definitions;
    },
  };
}

function applyCustom<A extends readonly unknown[]>(
  custom: CustomModifier<A>,
  given: A,
  definitions: readonly NodeDefinition[],
  context: ModifierContext,
): readonly NodeDefinition[] | undefined {
  const { at, config } = context;
  let isSound = true;
  const refuse = (message: string, cause?: unknown): void => {
    isSound = false;
    context.refuse('INVALID_MODIFIER', message, cause);
  };
  try {
    const gave: unknown = custom.apply(definitions, { at, config, refuse }, ...given);
    if (!isSound) return undefined;
    if (!Array.isArray(gave))
      refuse(`${at} gave ${describeValue(gave)} in place of a list of definitions. Return the definitions, changed or not.`);
    else if (gave.every((each) => checkDefinition(each, definitions, context))) return gave as readonly NodeDefinition[];
  } catch (error) {
    refuse(`${at} threw ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`, error);
  }
  return undefined;
}

/** Whether a value is a definition that the graph builder can work on; what it depends on is judged with that of all others. */
function checkDefinition(given: unknown, before: readonly NodeDefinition[], context: ModifierContext): boolean {
  const fault = faultOf(given);
  if (fault !== undefined) {
    context.refuse(
      'INVALID_MODIFIER',
      `${context.at} gave a definition ${fault}. Make it from one that it was given: { ...definition, … }.`,
    );
    return false;
  }
  const { name } = given as NodeDefinition;
  return before.some((each) => each.name === name) || checkName(name, context);
}

function faultOf(given: unknown): string | undefined {
  if (typeof given !== 'object' || given === null) return `that is ${describeValue(given)}`;
  const { name, roles, parameters, options, tags, module, method, call }: Partial<Record<keyof NodeDefinition, unknown>> = given;
  if (typeof name !== 'string') return `whose name is ${describeValue(name)}`;
  if (!Array.isArray(roles) || roles.length === 0) return `"${name}" without roles`;
  if (!Array.isArray(parameters)) return `"${name}" without a list of parameters`;
  if (typeof options !== 'object' || options === null || typeof tags !== 'object' || tags === null)
    return `"${name}" without options or tags`;
  if (!isClass(module) || typeof method !== 'string') return `"${name}" of no method`;
  const run: unknown = typeof call === 'object' && call !== null && 'run' in call ? call.run : undefined;
  return call === undefined || typeof run === 'function' ? undefined : `"${name}" with a call that is no { run, name }`;
}
