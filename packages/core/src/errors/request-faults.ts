import { describeValue } from './describe-value';
import { fault, type Fault } from './fault';
import { formatScope, listNames } from './list-words';
import { didYouMean, nearestNames } from './nearest-names';

/** Something that is no list, where outputs were expected. */
export function outputsNotAList(given: unknown): Fault {
  const fix =
    typeof given === 'string' ? `Write a list: [${JSON.stringify(given)}].` : `Give a list of names, such as ['total', each('revenue')].`;
  return fault('INVALID_REQUEST', 'outputs', `The outputs are ${describeValue(given)} and no list. ${fix}`);
}

/** An entry of the outputs that asks for nothing. */
export function invalidOutput(index: number, given: unknown): Fault {
  return fault(
    'INVALID_REQUEST',
    `outputs[${index}]`,
    `outputs[${index}] is ${describeValue(given)}. An output is the name of a node, each('name'), or output<{ name: T }>('name').`,
  );
}

/** What is known of a name that nothing has. */
export interface UnknownName {
  readonly name: string;
  readonly known: Iterable<string>;
  /** Names with a namespace that end in this one. */
  readonly qualified: readonly string[];
  /** The places of the variants that the config excludes. */
  readonly excluded: readonly string[];
}

/** O1. */
export function unknownOutput(unknown: UnknownName): Fault {
  return fault(
    'UNKNOWN_OUTPUT',
    `outputs.${unknown.name}`,
    `The output "${unknown.name}" is no node, given input or config key of this graph.${hintsFor(unknown)}`,
  );
}

/** I4. */
export function unknownOverride(unknown: UnknownName): Fault {
  return fault(
    'UNKNOWN_OVERRIDE',
    `overrides.${unknown.name}`,
    `There is no node "${unknown.name}" that could be overridden.${hintsFor(unknown)}`,
  );
}

/** I4: only what a method computes can be replaced. */
export function overriddenValue(name: string, kind: 'input' | 'config key'): Fault {
  const fix = kind === 'input' ? 'Give its value in "inputs".' : `Change the config: driver.with({ config: { … } }).`;
  return fault(
    'UNKNOWN_OVERRIDE',
    `overrides.${name}`,
    `"${name}" is no node that could be overridden, but ${kind === 'input' ? 'an input' : 'a config key'}. ${fix}`,
  );
}

/** O2. */
export function outputInFanOut(name: string, lives: readonly string[], collectors: readonly string[]): Fault {
  const collector = collectors.length === 0 ? 'a @collect method' : `a collector (${listNames(collectors)})`;
  const what = lives.at(-1) === name ? 'opens a fan-out: it has many items' : `runs once for each item of ${formatScope(lives)}`;
  return fault(
    'OUTPUT_IN_FAN_OUT',
    `outputs.${name}`,
    `The output "${name}" ${what}, so it has no single value. Request each('${name}') for the list of its values, or ${collector} over it.`,
  );
}

/** O2: the list of one value. */
export function eachOfRoot(name: string, asked: 'each' | 'stream'): Fault {
  const fix = asked === 'each' ? `Request it by its name: '${name}'.` : `Request it with execute(['${name}']).`;
  return fault(
    'EACH_OF_ROOT',
    `outputs.${name}`,
    `${asked}('${name}') asks for the values of many items, but "${name}" runs in no fan-out and has one value. ${fix}`,
  );
}

/** I1. */
export interface MissingInput {
  readonly name: string;
  /** The nodes that need it; empty where it was requested itself. */
  readonly neededBy: readonly string[];
  /** Names that were given and that nothing takes. */
  readonly unused: readonly string[];
  readonly known: Iterable<string>;
  readonly excluded: readonly string[];
}

/** I1, I2. */
export function missingInput({ name, neededBy, unused, known, excluded }: MissingInput): Fault {
  const who = neededBy.length === 0 ? 'which is requested' : `which ${listNames(neededBy, 5)} ${neededBy.length === 1 ? 'needs' : 'need'}`;
  const fixes = excluded.length > 0 ? excludedVariants(name, excluded) : `${givenInstead(name, unused)}${didYouMean(name, known)}`;
  return fault(
    'MISSING_INPUT',
    `inputs.${name}`,
    `The input "${name}" is missing, ${who}.${fixes}\nGive it: inputs: { ${keyOf(name)}: … }.`,
  );
}

/** I2. */
export function inputIsNode(name: string, place: string): Fault {
  return fault(
    'INPUT_IS_NODE',
    `inputs.${name}`,
    `"${name}" is given as an input, but it is the node ${place}. To replace the node, give the value in "overrides".`,
  );
}

/** I2. */
export function inputInConfig(name: string): Fault {
  return fault('INPUT_IN_CONFIG', `inputs.${name}`, `"${name}" is given in "inputs" and in "config". Give it in one of them.`);
}

/** I4. */
export function overrideAndInput(name: string): Fault {
  return fault(
    'OVERRIDE_AND_INPUT',
    `overrides.${name}`,
    `"${name}" is given in "inputs" and in "overrides". A node is replaced by "overrides"; leave it out of "inputs".`,
  );
}

/** Queries about a name that the graph does not have. */
export function unknownNodeName(name: string, known: Iterable<string>): Fault {
  return fault('INVALID_REQUEST', name, `There is no node "${name}" in this graph.${didYouMean(name, known)}`);
}

function hintsFor({ name, known, qualified, excluded }: UnknownName): string {
  if (excluded.length > 0) return excludedVariants(name, excluded);
  if (qualified.length > 0) return ` With its namespace it is ${listNames(qualified, 3)}.`;
  return didYouMean(name, known);
}

function excludedVariants(name: string, places: readonly string[]): string {
  return ` The config excludes ${places.length === 1 ? `${places[0]}, which gives` : `all of ${places.join(', ')}, which give`} "${name}".`;
}

function givenInstead(name: string, unused: readonly string[]): string {
  const [near] = nearestNames(name, unused);
  return near === undefined ? '' : ` The given "${near}" is taken by nothing: is it misspelt?`;
}

function keyOf(name: string): string {
  return /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name) ? name : JSON.stringify(name);
}
