import { didYouMean } from '../errors/nearest-names';
import { listNames } from '../errors/list-words';
import type { Modifier, ModifierContext } from '../metadata/modifier';
import type { NodeDefinition } from '../metadata/node-definition';
import { functionNode } from './function-node';
import { identity } from './identity';
import { declaredBy } from './read-bindings';
import { readSubdag, type SubdagUse } from './read-subdag';

/** Brings dataflow classes into a namespace of their own, in which the method finds its dependencies first. */
export function subdagModifier(classes: unknown, options: unknown): Modifier {
  return {
    name: 'subdag',
    phase: 'generation',
    arguments: [classes, options],
    apply: (definitions, context) => {
      const uses = definitions.map((definition) => readUse({ classes, options, namespace: definition.name }, definition, context));
      const sound = uses.filter((use) => use !== undefined);
      if (sound.length < uses.length) return definitions;
      return definitions.flatMap((definition, index) => (sound[index] === undefined ? [] : withSubdag(definition, sound[index])));
    },
  };
}

/** Reads a use of a subdag by a method. */
export function readUse(
  given: Parameters<typeof readSubdag>[0],
  definition: NodeDefinition,
  context: ModifierContext,
): SubdagUse | undefined {
  const use = readSubdag(given, context);
  const declared = declaredBy([definition]);
  const unknown = use?.externalInputs.filter((name) => !declared.has(name)) ?? [];
  for (const name of unknown) {
    const list = declared.size === 0 ? 'It declares none.' : `It declares ${listNames([...declared])}.`;
    context.refuse(
      'UNKNOWN_INJECTION',
      `${context.at} has "${name}" among its externalInputs, which is no dependency that the method declares.${didYouMean(name, declared)} ${list}`,
    );
  }
  return unknown.length > 0 ? undefined : use;
}

/** A node with a subdag, and before it the nodes by which values are handed in. */
export function withSubdag(definition: NodeDefinition, { subdag, inputs, externalInputs }: SubdagUse): readonly NodeDefinition[] {
  const handed = [...inputs].map(([name, dependency]) =>
    functionNode(definition, {
      name: `${subdag.namespace}.${name}`,
      parameters: [{ kind: 'dependency', dependency }],
      call: identity,
      generated: 'input',
    }),
  );
  const inside = { namespace: subdag.namespace, except: externalInputs };
  return [...handed, { ...definition, subdags: [subdag], inside }];
}
