import type { Modifier, ModifierContext } from '../metadata/modifier';
import type { NodeDefinition } from '../metadata/node-definition';
import { isIntermediate } from '../types/generated';
import { chainSteps, presentLinks, type Link } from './chain-steps';
import { freeName } from './free-name';
import { identity } from './identity';
import { readPipe } from './read-pipe';
import { parameterOf } from './reference';
import { selectTargets } from './select-targets';
import { transformOutput } from './transform-output';

/** Which nodes of a method a pipe is for, and where those of its steps are. */
export interface OutputPipe {
  /** By default all final nodes. */
  readonly outputs: unknown;
  /** `null`: none. By default the name of the piped node. */
  readonly namespace: string | null | undefined;
}

/** What a method returns goes through steps before its dependants get it. */
export function pipeOutputModifier(given: readonly unknown[]): Modifier {
  return {
    name: 'pipeOutput',
    phase: 'transformation',
    arguments: given,
    apply: (definitions, context) => {
      const pipe = readPipe(given, { origin: definitions[0], target: 'onOutput' }, context);
      return pipe === undefined
        ? definitions
        : pipeOutputs(definitions, pipe.links, { outputs: pipe.target, namespace: pipe.namespace }, context);
    },
  };
}

/** Sends the final nodes of a method through steps, all that are meant or none. */
export function pipeOutputs(
  definitions: readonly NodeDefinition[],
  links: readonly Link[],
  { outputs, namespace }: OutputPipe,
  context: ModifierContext,
): readonly NodeDefinition[] {
  const piped = linksOf(definitions, links, outputs, context);
  if (piped === undefined) return definitions;
  const taken = new Set(definitions.map(({ name }) => name));
  const replaced = new Map<NodeDefinition, readonly NodeDefinition[]>();
  for (const [definition, own] of piped) {
    const within = typeof namespace === 'string' && piped.size > 1 ? `${namespace}.${definition.name}` : namespace;
    const nodes = pipeOne(definition, own, { namespace: within === undefined ? definition.name : within, taken }, context);
    if (nodes === undefined) return definitions;
    replaced.set(definition, nodes);
    for (const { name } of nodes) taken.add(name);
  }
  return definitions.flatMap((definition) => replaced.get(definition) ?? [definition]);
}

/** The steps that each final node goes through, without nodes that go through none. */
function linksOf(
  definitions: readonly NodeDefinition[],
  links: readonly Link[],
  outputs: unknown,
  context: ModifierContext,
): ReadonlyMap<NodeDefinition, readonly Link[]> | undefined {
  const finals = definitions.filter((definition) => !isIntermediate(definition));
  if (outputs !== undefined && links.some(({ settings }) => settings.outputs !== undefined)) {
    context.refuse(
      'EXCLUSIVE_MODIFIERS',
      `${context.at} names outputs for all steps, and for single ones. Keep one: the option onOutput, or step(…).onOutput(…).`,
    );
    return undefined;
  }
  const present = presentLinks(links, context);
  const targets = links.map(({ settings }) => readTargets(finals, settings.outputs ?? outputs, context));
  if (present === undefined || targets.includes(undefined)) return undefined;
  const isFor = (link: Link, { name }: NodeDefinition): boolean => targets[links.indexOf(link)]?.has(name) === true;
  const piped = finals.map((definition) => [definition, present.filter((link) => isFor(link, definition))] as const);
  return new Map(piped.filter(([, own]) => own.length > 0));
}

function pipeOne(
  definition: NodeDefinition,
  links: readonly Link[],
  { namespace, taken }: { readonly namespace: string | null; readonly taken: ReadonlySet<string> },
  context: ModifierContext,
): readonly NodeDefinition[] | undefined {
  const raw = freeName(`${definition.name}.raw`, taken);
  const chain = chainSteps(links, { first: parameterOf(raw), namespace, taken: [...taken, raw] }, context);
  if (chain === undefined) return undefined;
  return transformOutput(definition, { raw, between: chain.nodes, final: { parameters: [parameterOf(chain.last)], call: identity } });
}

function readTargets(finals: readonly NodeDefinition[], given: unknown, context: ModifierContext): ReadonlySet<string> | undefined {
  if (given !== '*' && !(Array.isArray(given) && given.includes('*'))) return selectTargets(finals, given, context);
  context.refuse(
    'UNKNOWN_TARGET',
    `${context.at} is for "*", but steps go behind final nodes only. Leave the target out for all of these, or name some.`,
  );
  return undefined;
}
