import { describeValue } from '../errors/describe-value';
import { unknownOption } from '../errors/option-faults';
import type { ModifierContext } from '../metadata/modifier';
import type { NodeDefinition, ParameterDefinition } from '../metadata/node-definition';
import type { Link } from './chain-steps';
import { checkNamespace } from './check-namespace';
import { functionNode } from './function-node';
import { readFunction } from './read-function';
import { Step } from './step';

/** A pipe that was read: its steps, and what its options say. */
export interface Pipe {
  readonly links: readonly Link[];
  /** `null`: none. */
  readonly namespace: string | null | undefined;
  /** What the option for the target says, as it was given. */
  readonly target: unknown;
}

/** What a pipe is read for. */
export interface PipePlace {
  /** A node of the method. */
  readonly origin: NodeDefinition | undefined;
  /** The option that names what is piped. */
  readonly target: 'onInput' | 'onOutput';
}

/** Reads the steps and the options of a pipe, which are a plain object at the end. Whatever is wrong is a fault, and then nothing is given. */
export function readPipe(given: readonly unknown[], { origin, target }: PipePlace, context: ModifierContext): Pipe | undefined {
  const last = given.at(-1);
  const hasOptions = isPlain(last);
  const options = hasOptions ? last : {};
  const unknown = Object.keys(options).filter((key) => key !== 'namespace' && key !== target);
  for (const key of unknown) context.refuse('INVALID_OPTION', unknownOption(context.at, key, ['namespace', target]).message);
  const { namespace } = options;
  const steps = hasOptions ? given.slice(0, -1) : given;
  const links = origin === undefined ? [] : steps.map((step) => readStep(step, origin, context));
  const sound = links.filter((link) => link !== undefined);
  if (!checkNamespace(namespace, context) || unknown.length > 0 || sound.length < links.length) return undefined;
  return { links: sound, namespace, target: options[target] };
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function readStep(given: unknown, origin: NodeDefinition, context: ModifierContext): Link | undefined {
  if (!(given instanceof Step)) {
    const fix = typeof given === 'function' ? `Write step(${given.name || 'fn'}).` : 'A step is made by step(fn, …dependencies).';
    context.refuse('INVALID_OPTION', `${context.at} has ${describeValue(given)} among its steps. ${fix}`);
    return undefined;
  }
  const { settings, fn } = given;
  const others = settings.dependencies.map((dependency): ParameterDefinition => ({ kind: 'dependency', dependency }));
  const call = readFunction(fn, 1 + others.length, context);
  if (call === undefined) return undefined;
  return {
    settings,
    calls: call.run.name,
    node: (first) => functionNode(origin, { name: '', parameters: [first, ...others], call, generated: 'step' }),
  };
}
