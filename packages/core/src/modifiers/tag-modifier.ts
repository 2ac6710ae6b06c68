import { describeValue } from '../errors/describe-value';
import { faultsOfTags } from '../errors/tag-faults';
import type { Modifier, ModifierContext } from '../metadata/modifier';
import type { NodeDefinition } from '../metadata/node-definition';
import type { Tags } from '../types/tags';
import { isRecord } from './read-bindings';
import { readTarget, selectTargets, unknownTarget } from './select-targets';

/** Adds tags to the final nodes of a method, or to those that the option `target` names; what is there already under a key is replaced. */
export function tagModifier(tags: unknown, options: unknown): Modifier {
  return {
    name: 'tag',
    phase: 'decoration',
    arguments: options === undefined ? [tags] : [tags, options],
    apply: (definitions, context) => {
      const isSound = areTags(tags, context);
      const read = readTarget(options, context);
      const targets = read && selectTargets(definitions, read.target, context);
      return isSound && targets !== undefined
        ? definitions.map((definition) => (targets.has(definition.name) ? withTags(definition, tags) : definition))
        : definitions;
    },
  };
}

/** Adds tags to nodes of a method, to each by its name. */
export function tagOutputsModifier(given: unknown): Modifier {
  return {
    name: 'tagOutputs',
    phase: 'decoration',
    arguments: [given],
    apply: (definitions, context) => {
      const byName = readTagsByName(given, definitions, context);
      return byName === undefined ? definitions : definitions.map((definition) => withTags(definition, byName.get(definition.name) ?? {}));
    },
  };
}

function readTagsByName(
  given: unknown,
  definitions: readonly NodeDefinition[],
  context: ModifierContext,
): ReadonlyMap<string, Tags> | undefined {
  const { at, refuse } = context;
  if (!isRecord(given)) {
    refuse('INVALID_TAG', `${at} takes tags by the names of nodes, { total: { owner: "growth" } }, not ${describeValue(given)}.`);
    return undefined;
  }
  const names = new Set(definitions.map(({ name }) => name));
  const sound = Object.entries(given).flatMap(([name, tags]): [string, Tags][] => {
    if (!names.has(name)) refuse('UNKNOWN_TARGET', unknownTarget(at, name, names));
    return areTags(tags, context) && names.has(name) ? [[name, tags]] : [];
  });
  return sound.length === Object.keys(given).length ? new Map(sound) : undefined;
}

function areTags(tags: unknown, { at, refuse }: ModifierContext): tags is Tags {
  if (!isRecord(tags)) {
    refuse('INVALID_TAG', `${at} takes a record of tags, { owner: "growth" }, not ${describeValue(tags)}.`);
    return false;
  }
  const faults = faultsOfTags(tags, at);
  for (const { code, message } of faults) refuse(code, message);
  return faults.length === 0;
}

function withTags(definition: NodeDefinition, tags: Tags): NodeDefinition {
  return { ...definition, tags: { ...definition.tags, ...tags } };
}
