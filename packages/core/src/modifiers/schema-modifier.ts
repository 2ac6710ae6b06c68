import { describeValue } from '../errors/describe-value';
import type { Modifier } from '../metadata/modifier';
import { isStandardSchema } from '../types/standard-schema';
import { readTarget, selectTargets } from './select-targets';

/** Says what the final nodes of a method give, or those that the option `target` names. */
export function schemaModifier(schema: unknown, options: unknown): Modifier {
  return {
    name: 'schema',
    phase: 'decoration',
    arguments: options === undefined ? [schema] : [schema, options],
    apply: (definitions, context) => {
      const { at, refuse } = context;
      const read = readTarget(options, context);
      const targets = read && selectTargets(definitions, read.target, context);
      if (!isStandardSchema(schema)) {
        refuse('INVALID_OPTION', `${at} takes a Standard Schema, such as those of zod, valibot or arktype, not ${describeValue(schema)}.`);
        return definitions;
      }
      const twice = definitions.filter((each) => targets?.has(each.name) === true && each.schema !== undefined && each.schema !== schema);
      for (const { name } of twice)
        refuse(
          'EXCLUSIVE_MODIFIERS',
          `${at} gives "${name}" a schema, but another @schema of the method has given it one. Keep one of them.`,
        );
      return targets === undefined || twice.length > 0
        ? definitions
        : definitions.map((each) => (targets.has(each.name) ? { ...each, schema } : each));
    },
  };
}
