import type { Modifier } from '../metadata/modifier';
import { acceptsErrorsTag } from '../types/accepts-errors-tag';
import { isIntermediate } from '../types/generated';

/** The final nodes of a method take what stands for a failure like any other value. */
export function acceptsErrorsModifier(): Modifier {
  return {
    name: 'acceptsErrors',
    phase: 'decoration',
    arguments: [],
    apply: (definitions) =>
      definitions.map((definition) =>
        isIntermediate(definition) ? definition : { ...definition, tags: { ...definition.tags, [acceptsErrorsTag]: 'true' } },
      ),
  };
}
