import { describeValue } from '../errors/describe-value';
import type { ParameterRecord } from '../metadata/class-metadata';
import type { ModifierContext } from '../metadata/modifier';
import type { NodeDefinition, ParameterDefinition } from '../metadata/node-definition';
import { isDependencyForm, type DependencyForm } from '../dependencies/dependency-form';
import { takesExactly } from '../types/takes-exactly';
import type { Link } from './chain-steps';
import { applyTo, MutationTarget } from './mutation-target';

/** A method with `@mutate`. */
export interface MutatingMethod extends Pick<NodeDefinition, 'module' | 'method'> {
  readonly body: (...values: never) => unknown;
  readonly parameters: readonly ParameterRecord[];
}

/** What a method is to be a step of. */
export interface ReadMutation {
  readonly target: string;
  readonly link: Link;
}

/** Reads a target of `@mutate`; what is none, or does not fit the method, is a fault. */
export function readMutation(given: unknown, method: MutatingMethod, context: ModifierContext): ReadMutation | undefined {
  const mutation = typeof given === 'string' && given !== '' ? applyTo(given) : given;
  if (!(mutation instanceof MutationTarget) || typeof mutation.target !== 'string' || mutation.target === '') {
    const what = describeValue(mutation instanceof MutationTarget ? mutation.target : given);
    context.refuse(
      'UNKNOWN_TARGET',
      `${context.at} has ${what} among its targets. A target is the name of a node of the class, or applyTo(name, …).`,
    );
    return undefined;
  }
  const { target, settings } = mutation;
  const parameters = readParameters(settings.dependencies, method, { ...context, at: `${context.at} for "${target}"` });
  if (parameters === undefined) return undefined;
  const { module, method: key } = method;
  const node = { name: '', roles: ['node'], options: {}, tags: {}, description: '', module, method: key, generated: 'step' } as const;
  return { target, link: { settings, calls: key, node: (first) => ({ ...node, parameters: [first, ...parameters] }) } };
}

/** The parameters behind the first: what the target gives them, else what `@inject` does. */
function readParameters(
  given: readonly DependencyForm[],
  { body, parameters: records }: MutatingMethod,
  { at, refuse }: ModifierContext,
): readonly ParameterDefinition[] | undefined {
  const marked = new Map(records.map((record) => [record.index, record]));
  const open = [...given];
  const parameters: ParameterDefinition[] = [];
  const last = Math.max(body.length, ...[...marked.keys()].map((index) => index + 1));
  for (let index = 1; index < last || open.length > 0; index++) {
    const record = marked.get(index);
    const dependency = record?.kind === 'context' ? undefined : (open.shift() ?? record?.dependency);
    if (record?.kind === 'context') parameters.push({ kind: 'context' });
    else if (isDependencyForm(dependency)) parameters.push({ kind: 'dependency', dependency });
    else {
      refuse(
        'ARITY_MISMATCH',
        `${at} gives nothing for parameter ${index + 1} of the method. Write applyTo(target, dependency), or mark the parameter with @inject.`,
      );
      return undefined;
    }
  }
  if (marked.has(0) || body.length === 0) {
    refuse('ARITY_MISMATCH', `${at}: the first parameter of the method receives what the target gives. Give it one, and no decorator.`);
    return undefined;
  }
  if (1 + parameters.length > Math.max(last, body.length) && takesExactly(body)) {
    refuse(
      'ARITY_MISMATCH',
      `${at} gives ${given.length} dependencies, but the method has ${body.length} parameters, of which the first receives what the target gives.`,
    );
    return undefined;
  }
  return parameters;
}
