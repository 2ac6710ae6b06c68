import type { Modifier, ModifierContext } from '../metadata/modifier';
import type { NodeDefinition } from '../metadata/node-definition';
import type { FunctionCall } from '../types/function-call';
import { isIntermediate } from '../types/generated';
import { checkName } from './check-name';
import { functionNode } from './function-node';
import { parameterOf } from './reference';
import { versionOption } from './version-option';

/** A part of a value that becomes a node. */
export interface Field {
  readonly name: string;
  /** Takes the part out of the whole. */
  readonly take: FunctionCall['run'];
}

/** Makes nodes of parts of what a method gives; `readFields` judges what the decorator was given. */
export function extractModifier(
  name: 'extractFields' | 'unpackFields',
  given: readonly unknown[],
  readFields: (context: ModifierContext) => readonly Field[] | undefined,
): Modifier {
  return {
    name,
    phase: 'transformation',
    arguments: given,
    apply: (definitions, context) => {
      const fields = readFields(context);
      if (fields === undefined) return definitions;
      const wholes = wholesOf(definitions);
      const extracted = new Map(
        [...wholes].map((whole) => [
          whole,
          fields.map((field) => fieldNode(whole, field, { decorator: name, isOneOfMany: wholes.size > 1 })),
        ]),
      );
      return areFree([...extracted.values()].flat(), definitions, context)
        ? definitions.flatMap((each) =>
            wholes.has(each) ? [{ ...each, generated: 'whole' as const }, ...(extracted.get(each) ?? [])] : [each],
          )
        : definitions;
    },
  };
}

/** What fields are taken out of: what an inner decorator has taken some out of already, else what the method gives. */
function wholesOf(definitions: readonly NodeDefinition[]): ReadonlySet<NodeDefinition> {
  const wholes = definitions.filter(({ generated }) => generated === 'whole');
  return new Set(wholes.length > 0 ? wholes : definitions.filter((each) => !isIntermediate(each)));
}

/** Where a method gives several nodes, each has the fields under its own name: `eu.total`, `us.total`. */
function fieldNode(
  whole: NodeDefinition,
  { name, take }: Field,
  { decorator, isOneOfMany }: { readonly decorator: string; readonly isOneOfMany: boolean },
): NodeDefinition {
  const node = functionNode(whole, {
    name: isOneOfMany ? `${whole.name}.${name}` : name,
    parameters: [parameterOf(whole.name)],
    call: { run: take, name: decorator },
    generated: 'field',
  });
  return { ...node, options: versionOption(whole), tags: whole.tags, description: whole.description };
}

/** Whether all nodes may have their names; a name that the method has given already is a fault. */
function areFree(fields: readonly NodeDefinition[], definitions: readonly NodeDefinition[], context: ModifierContext): boolean {
  const { at, refuse } = context;
  const taken = new Set(definitions.map(({ name }) => name));
  const free = fields.filter(({ name }) => {
    if (!checkName(name, context)) return false;
    const isFree = !taken.has(name);
    if (!isFree)
      refuse(
        'DUPLICATE_NODE',
        `${at} gives the name "${name}" to a field, but the method gives a node of that name already. Rename one of them.`,
      );
    taken.add(name);
    return isFree;
  });
  return free.length === fields.length;
}
