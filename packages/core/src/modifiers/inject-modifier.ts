import type { Modifier } from '../metadata/modifier';
import { declaredBy, isRecord, readBindings } from './read-bindings';
import { rebindDefinition } from './rebind';

/** Rebinds declared dependencies: the keys are their names, the values what takes their place. */
export function injectModifier(given: unknown): Modifier {
  return {
    name: 'inject',
    phase: 'injection',
    arguments: [given],
    apply: (definitions, context) => {
      const { at, refuse } = context;
      if (!isRecord(given)) {
        refuse(
          'INVALID_DEPENDENCY',
          `${at} on a method takes a record of dependencies by the names they replace: @inject({ name: source("other") }).`,
        );
        return definitions;
      }
      const bindings = readBindings(given, { subject: at, declared: declaredBy(definitions) }, context);
      return bindings === undefined ? definitions : definitions.map((definition) => rebindDefinition(definition, bindings));
    },
  };
}
