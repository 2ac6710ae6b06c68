import { DEPENDENCY, isDependencyForm, type DependencyForm } from '../dependencies/dependency-form';
import { describeValue } from '../errors/describe-value';
import { missingConfig } from '../errors/name-faults';
import { unknownOption } from '../errors/option-faults';
import type { ModifierContext } from '../metadata/modifier';
import type { Subdag } from '../metadata/node-definition';
import { isClass, type ClassType } from '../types/class-type';
import { checkName } from './check-name';
import { isRecord } from './read-bindings';

/** A use of dataflow classes as a subdag, read. */
export interface SubdagUse {
  readonly subdag: Subdag;
  /** What is handed in, by the names that it has inside. */
  readonly inputs: ReadonlyMap<string, DependencyForm>;
  /** Names of the method's dependencies that are not looked up inside. */
  readonly externalInputs: readonly string[];
}

/** What a subdag was given, before it is judged. */
export interface GivenSubdag {
  readonly classes: unknown;
  readonly options: unknown;
  /** Where the options name none. */
  readonly namespace: string;
  /** The names of the options, if there are others than those of every subdag. */
  readonly known?: readonly string[];
}

/** The names of the options of every subdag. */
export const subdagOptions: readonly string[] = ['inputs', 'config', 'namespace', 'externalInputs'];

/** Reads a subdag; whatever is wrong with it is a fault, and then nothing is given. */
export function readSubdag(
  { classes: given, options, namespace: usual, known = subdagOptions }: GivenSubdag,
  context: ModifierContext,
): SubdagUse | undefined {
  const { at, refuse } = context;
  const classes = readClasses(given, context);
  if (!isRecord(options)) {
    refuse(
      'INVALID_OPTION',
      `${at} has ${describeValue(options)} for its options. They are { inputs, config, namespace, externalInputs }.`,
    );
    return undefined;
  }
  const { inputs = {}, config = {}, namespace = usual, externalInputs = [] } = options;
  const unknown = Object.keys(options).filter((key) => !known.includes(key));
  for (const key of unknown) refuse('INVALID_OPTION', unknownOption(at, key, known).message);
  const isNamed = typeof namespace === 'string' ? checkName(namespace, context) : refuseOption('namespace', namespace, 'a name', context);
  const isList = isListOfNames(externalInputs) || refuseOption('externalInputs', externalInputs, 'a list of names', context);
  const readInputsOf = readInputs(inputs, context);
  const ownConfig = readConfig(config, readInputsOf, context);
  if (classes === undefined || readInputsOf === undefined || ownConfig === undefined || unknown.length > 0) return undefined;
  if (typeof namespace !== 'string' || !isNamed || !isListOfNames(externalInputs) || !isList) return undefined;
  return { subdag: { namespace, classes, config: ownConfig, at }, inputs: readInputsOf, externalInputs };
}

/** The classes; one that is declared further down may be given as a function. */
function readClasses(given: unknown, { at, refuse }: ModifierContext): readonly ClassType<object>[] | undefined {
  const entries: readonly unknown[] = Array.isArray(given) ? given : [given];
  const classes = entries.map((entry) => (typeof entry === 'function' && !isClass(entry) ? classOf(entry as () => unknown) : entry));
  const strangers = classes.filter((cls) => !isClass(cls));
  for (const stranger of strangers) {
    const fix =
      stranger === undefined
        ? 'Is the class declared below, or imported in a circle? Write () => Class.'
        : 'Give it classes with @node methods.';
    refuse('INVALID_MODULE', `${at} takes ${describeValue(stranger)}, which is no dataflow class. ${fix}`);
  }
  if (classes.length === 0) refuse('INVALID_MODULE', `${at} has an empty list of classes. Give it classes with @node methods.`);
  return strangers.length > 0 || classes.length === 0 ? undefined : classes.filter(isClass);
}

/** What a function gives in place of a class; nothing where that is not there yet. */
function classOf(given: () => unknown): unknown {
  try {
    return given();
  } catch {
    return undefined;
  }
}

function readInputs(given: unknown, context: ModifierContext): ReadonlyMap<string, DependencyForm> | undefined {
  if (!isRecord(given)) {
    refuseOption('inputs', given, 'a record of dependencies by the names that they have inside', context);
    return undefined;
  }
  const inputs = new Map<string, DependencyForm>();
  for (const [name, dependency] of Object.entries(given)) {
    if (isDependencyForm(dependency)) inputs.set(name, dependency);
    else {
      const fix = typeof dependency === 'string' ? `source(${JSON.stringify(dependency)})` : 'source("name") or value(literal)';
      context.refuse(
        'INVALID_DEPENDENCY',
        `${context.at} hands in "${name}": ${describeValue(dependency)}, which is no dependency. Write ${fix}.`,
      );
    }
  }
  return inputs.size === Object.keys(given).length ? inputs : undefined;
}

/** The config of a subdag: literals, and `configuration(key)` for what the config around it has under another key. */
function readConfig(
  given: unknown,
  inputs: ReadonlyMap<string, unknown> | undefined,
  context: ModifierContext,
): Readonly<Record<string, unknown>> | undefined {
  if (!isRecord(given)) {
    refuseOption('config', given, 'a record of values by key', context);
    return undefined;
  }
  const { at, config: around, refuse } = context;
  const config: Record<string, unknown> = {};
  let isSound = true;
  const fail = (code: Parameters<typeof refuse>[0], text: string): void => {
    refuse(code, text);
    isSound = false;
  };
  for (const [key, value] of Object.entries(given)) {
    if (inputs?.has(key))
      fail('EXCLUSIVE_MODIFIERS', `${at} has "${key}" in its config and in its inputs. A name has one meaning: keep one.`);
    if (!isDependencyForm(value)) config[key] = value;
    else if (value[DEPENDENCY] === 'value') config[key] = value.value;
    else if (value[DEPENDENCY] !== 'configuration')
      fail(
        'INVALID_DEPENDENCY',
        `${at} has ${value[DEPENDENCY]}() for "${key}" in its config, which is known before anything runs. Hand it in through inputs.`,
      );
    else if (Object.hasOwn(around, value.key)) config[key] = around[value.key];
    else fail('MISSING_CONFIG', missingConfig(at, value.key, Object.keys(around)).message);
  }
  return isSound ? config : undefined;
}

function refuseOption(name: string, given: unknown, expected: string, { at, refuse }: ModifierContext): false {
  refuse('INVALID_OPTION', `${at} has the option ${name}: ${describeValue(given)}. It takes ${expected}.`);
  return false;
}

function isListOfNames(given: unknown): given is readonly string[] {
  return Array.isArray(given) && given.every((name) => typeof name === 'string');
}
