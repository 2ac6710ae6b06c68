import { fault } from '../errors/fault';
import type { FaultCollector } from '../errors/fault-collector';
import { modifiedMutation, unknownMutationTarget } from '../errors/method-faults';
import type { ModifierContext } from '../metadata/modifier';
import type { Link } from '../modifiers/chain-steps';
import { pipeOutputs } from '../modifiers/pipe-output-modifier';
import { readMutation } from '../modifiers/read-mutation';
import { isIntermediate } from '../types/generated';
import { applyModifiers } from './apply-modifiers';
import type { DefinedMember } from './defined-member';
import { findMethod } from './find-method';
import { checkPlacement } from './check-placement';

interface Surroundings {
  readonly members: readonly DefinedMember[];
  readonly faults: FaultCollector;
}

/** A step behind the nodes of a member. */
interface StepBehind {
  readonly target: DefinedMember;
  readonly link: Link;
}

/**
 * Puts each method with `@mutate` behind its targets, in the order in which the methods are written. What the class recorded is not touched,
 * so another driver, with another config, sees the targets as they are.
 */
export function applyMutations(surroundings: Surroundings): readonly DefinedMember[] {
  const { members } = surroundings;
  const steps = members.flatMap((defined) => (defined.state === 'mutating' ? stepsOf(defined, surroundings) : []));
  if (steps.length === 0) return members;
  return members.map((defined) => {
    const links = steps.flatMap(({ target, link }) => (target === defined ? [link] : []));
    if (links.length === 0) return defined;
    const context = contextOf(defined, surroundings);
    return { ...defined, definitions: pipeOutputs(defined.definitions, links, { outputs: undefined, namespace: undefined }, context) };
  });
}

/** The steps that a method is; none where the config excludes it, and none where anything is wrong with it. */
function stepsOf({ module, member, place, name }: DefinedMember, surroundings: Surroundings): StepBehind[] {
  const { faults } = surroundings;
  const body = checkPlacement(member, place, faults) ? findMethod(module, member.key) : undefined;
  const strangers = member.modifiers.filter(({ phase }) => phase !== 'presence');
  if (strangers.length > 0) faults.add(modifiedMutation(place, [...new Set(strangers.map((modifier) => `@${modifier.name}`))]));
  if (body === undefined || strangers.length > 0) return [];
  const method = { module: module.cls, method: member.key, body, parameters: member.parameters };
  const asNode = { ...method, name, roles: ['node'], parameters: [], options: {}, tags: {}, description: '' } as const;
  if (applyModifiers(asNode, { place, modifiers: member.modifiers, config: module.config }, faults).length === 0) return [];
  const context = contextOf({ place, module }, surroundings);
  return (member.mutations ?? []).flatMap((given) => {
    const mutation = readMutation(given, method, context);
    if (mutation === undefined) return [];
    const { target, link } = mutation;
    return targetsOf(target, { module, place }, surroundings).map((found) => ({ target: found, link: onlyFor(target, found, link) }));
  });
}

/** The members whose nodes go by a name, else the one whose method does. Where the config excludes it, there is nothing to change. */
function targetsOf(
  target: string,
  by: Pick<DefinedMember, 'module' | 'place'>,
  { members, faults }: Surroundings,
): readonly DefinedMember[] {
  const own = members.filter(({ module, state }) => module === by.module && state !== 'input' && state !== 'mutating');
  const givers = own.filter((defined) => finalNames(defined).includes(target));
  if (givers.length > 0) return givers;
  const methods = own.filter(({ state, name, member }) => state !== 'inherited' && (name === target || member.key === target));
  if (methods.length > 0) return methods.filter(({ state }) => state === 'defined');
  const elsewhere = members.find((defined) => finalNames(defined).includes(target))?.module.name;
  const known = own.flatMap(finalNames);
  faults.add(unknownMutationTarget(`${by.place} @mutate`, target, { className: by.module.name, known, elsewhere }));
  return [];
}

/** Where a member gives several nodes, only the one that is named goes through the step. */
function onlyFor(target: string, found: DefinedMember, link: Link): Link {
  const names = finalNames(found);
  if (names.length < 2 || !names.includes(target) || link.settings.outputs !== undefined) return link;
  return { ...link, settings: { ...link.settings, outputs: [target] } };
}

function finalNames({ definitions }: DefinedMember): string[] {
  return definitions.flatMap((definition) => (isIntermediate(definition) ? [] : [definition.name]));
}

function contextOf({ place, module }: Pick<DefinedMember, 'place' | 'module'>, { faults }: Surroundings): ModifierContext {
  const at = `${place} @mutate`;
  return { config: module.config, at, refuse: (code, message, cause) => faults.add(fault(code, at, message), cause) };
}
