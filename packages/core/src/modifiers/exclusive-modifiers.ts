/** Modifiers that do not go together on one method; a name with itself goes on it once. */
export const exclusiveModifiers: readonly (readonly [string, string])[] = [
  ['does', 'does'],
  ['does', 'subdag'],
  ['does', 'parameterizedSubdag'],
  ['subdag', 'subdag'],
  ['subdag', 'parameterizedSubdag'],
  ['parameterizedSubdag', 'parameterizedSubdag'],
  ['parameterizedSubdag', 'parameterize'],
  ['parameterizedSubdag', 'parameterizeSources'],
  ['parameterizedSubdag', 'parameterizeValues'],
  ['parameterize', 'parameterize'],
  ['parameterize', 'parameterizeSources'],
  ['parameterize', 'parameterizeValues'],
  ['parameterizeSources', 'parameterizeSources'],
  ['parameterizeSources', 'parameterizeValues'],
  ['parameterizeValues', 'parameterizeValues'],
];

/** The pairs among the names of a method's modifiers that do not go together. */
export function exclusivePairs(names: readonly string[]): (readonly [string, string])[] {
  return exclusiveModifiers.filter(([one, other]) =>
    one === other ? names.filter((name) => name === one).length > 1 : names.includes(one) && names.includes(other),
  );
}
