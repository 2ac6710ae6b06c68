import { describeThrown } from '../errors/describe-thrown';
import type { ModifierContext } from '../metadata/modifier';
import type { NodeDefinition, ParameterDefinition } from '../metadata/node-definition';
import { checkName } from './check-name';
import { checkNamespace } from './check-namespace';
import { holds } from './config-modifier';
import { freeName } from './free-name';
import { parameterOf } from './reference';
import type { StepSettings } from './step';

/** A step that is known to be one, before it has its place in a chain. */
export interface Link {
  readonly settings: StepSettings;
  /** What the name of its node is made of, where it is given none. */
  readonly calls: string;
  /** Its node, but for the name and the value that goes through the chain. */
  node(first: ParameterDefinition): NodeDefinition;
}

/** Where a chain begins. */
export interface ChainStart {
  readonly first: ParameterDefinition;
  /** For the nodes of steps that have none of their own; `null`: none. */
  readonly namespace: string | null;
  /** Names that other nodes of the method have. */
  readonly taken: readonly string[];
}

/** The nodes of a chain, and the name of the last one. */
export interface Chain {
  readonly nodes: readonly NodeDefinition[];
  readonly last: string;
}

/** Chains steps, of which there must be some, each taking what the one before it gives; `undefined` if anything is wrong, which is then a fault. */
export function chainSteps(links: readonly Link[], { first, namespace, taken }: ChainStart, context: ModifierContext): Chain | undefined {
  const names = new Set(taken);
  const nodes: NodeDefinition[] = [];
  let last: string | undefined;
  for (const link of links) {
    const name = nameOf(link, { namespace, names }, context);
    if (name === undefined) return undefined;
    names.add(name);
    nodes.push({ ...link.node(last === undefined ? first : parameterOf(last)), name });
    last = name;
  }
  return last === undefined ? undefined : { nodes, last };
}

/** The steps whose conditions hold; `undefined` where one cannot be judged, which is a fault. */
export function presentLinks(links: readonly Link[], { at, config, refuse }: ModifierContext): readonly Link[] | undefined {
  try {
    return links.filter(({ settings }) => settings.conditions.every(({ comparison, values }) => holds(comparison, values, config)));
  } catch (error) {
    refuse('CONFIG_PREDICATE_FAILED', `${at} could not decide with this config: ${describeThrown(error)}`, error);
    return undefined;
  }
}

function nameOf(
  { settings, calls }: Link,
  { namespace, names }: { readonly namespace: string | null; readonly names: ReadonlySet<string> },
  context: ModifierContext,
): string | undefined {
  const { name, namespace: own } = settings;
  if (!checkNamespace(own, context)) return undefined;
  if (typeof own === 'string' && namespace === null) {
    context.refuse(
      'NAMESPACE_CLASH',
      `${context.at} has no namespace, but the step ${calls} is in "${own}". Give the pipe a namespace, or put the whole name into named().`,
    );
    return undefined;
  }
  const prefix = (own === undefined ? namespace : own) ?? undefined;
  const qualified = (short: string): string => (prefix === undefined ? short : `${prefix}.${short}`);
  if (name === undefined) return freeName(qualified(derivedName(calls)), names);
  if (!checkName(name, context)) return undefined;
  if (!names.has(qualified(name))) return qualified(name);
  context.refuse(
    'DUPLICATE_NODE',
    `${context.at} gives two nodes the name "${qualified(name)}". Give each step a name or a namespace of its own.`,
  );
  return undefined;
}

/** `withAddOne` for a function `addOne`; `withStep` for one without a name. */
function derivedName(calls: string): string {
  const word = calls.replace(/[^\p{ID_Continue}$]+/gu, '') || 'step';
  return `with${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
