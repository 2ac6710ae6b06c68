import type { Modifier, ModifierContext } from '../metadata/modifier';
import type { NodeDefinition } from '../metadata/node-definition';
import { isIntermediate } from '../types/generated';
import { chainSteps, presentLinks } from './chain-steps';
import { findInput, readInputs, replaceInput, type PipedInput } from './piped-input';
import { readPipe, type Pipe } from './read-pipe';

/** What a method depends on goes through steps before the method gets it. */
export function pipeInputModifier(given: readonly unknown[]): Modifier {
  return {
    name: 'pipeInput',
    phase: 'injection',
    arguments: given,
    apply: (definitions, context) => {
      const [origin] = definitions;
      const pipe = readPipe(given, { origin, target: 'onInput' }, context);
      const inputs = pipe && readInputs(pipe.target, definitions, context);
      const links = pipe && presentLinks(pipe.links, context);
      if (pipe === undefined || inputs === undefined || links === undefined || !areForInputs(pipe, context)) return definitions;
      if (links.length === 0) return definitions;
      return pipeInputs(definitions, { ...pipe, links }, inputs, context);
    },
  };
}

function areForInputs({ links }: Pipe, { at, refuse }: ModifierContext): boolean {
  const stray = links.find(({ settings }) => settings.outputs !== undefined);
  if (stray !== undefined)
    refuse('INVALID_OPTION', `${at} has a step with onOutput(), which is for @pipeOutput. Name the dependency in the option onInput.`);
  return stray === undefined;
}

/** Sends dependencies of the method through the steps, all that are meant or none. */
function pipeInputs(
  definitions: readonly NodeDefinition[],
  pipe: Pipe,
  inputs: readonly PipedInput[],
  context: ModifierContext,
): readonly NodeDefinition[] {
  const taken = definitions.map(({ name }) => name);
  const nodes: NodeDefinition[] = [];
  for (const definition of definitions) {
    const piped = isIntermediate(definition) ? [definition] : pipeInputsOf(definition, pipe, { inputs, taken }, context);
    if (piped === undefined) return definitions;
    nodes.push(...piped);
  }
  return nodes;
}

function pipeInputsOf(
  given: NodeDefinition,
  { links, namespace = given.name }: Pipe,
  { inputs, taken }: { readonly inputs: readonly PipedInput[]; readonly taken: readonly string[] },
  context: ModifierContext,
): readonly NodeDefinition[] | undefined {
  const steps: NodeDefinition[] = [];
  let definition = given;
  for (const input of inputs) {
    const dependency = findInput(definition, input);
    if (dependency === undefined) continue;
    const names = [...taken, ...steps.map(({ name }) => name)];
    const within = inputs.length === 1 ? namespace : namespace === null ? input.name : `${namespace}.${input.name}`;
    const chain = chainSteps(links, { first: { kind: 'dependency', dependency }, namespace: within, taken: names }, context);
    if (chain === undefined) return undefined;
    steps.push(...chain.nodes.map((node) => (given.inside === undefined ? node : { ...node, inside: given.inside })));
    definition = replaceInput(definition, input, chain.last);
  }
  return [...steps, definition];
}
