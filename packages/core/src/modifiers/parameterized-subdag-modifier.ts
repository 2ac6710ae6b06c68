import { describeValue } from '../errors/describe-value';
import type { Modifier, ModifierContext } from '../metadata/modifier';
import type { NodeDefinition } from '../metadata/node-definition';
import { checkName } from './check-name';
import { isRecord } from './read-bindings';
import { subdagOptions, type SubdagUse } from './read-subdag';
import { readUse, withSubdag } from './subdag-modifier';

/** Gives a node for each variant, each with a subdag of its own. */
export function parameterizedSubdagModifier(given: readonly unknown[]): Modifier {
  // The classes may be left out: each variant then says its own.
  const [classes, variants, shared = {}] = isRecord(given[0]) ? [undefined, ...given] : given;
  return {
    name: 'parameterizedSubdag',
    phase: 'generation',
    arguments: given,
    apply: (definitions, context) => {
      const [method] = definitions;
      const uses = method && readVariants({ classes, variants, shared }, method, context);
      if (method === undefined || uses === undefined) return definitions;
      return [...uses].flatMap(([name, use]) => withSubdag({ ...method, name }, use));
    },
  };
}

interface GivenVariants {
  readonly classes: unknown;
  readonly variants: unknown;
  readonly shared: unknown;
}

function readVariants(
  { classes, variants, shared }: GivenVariants,
  method: NodeDefinition,
  context: ModifierContext,
): ReadonlyMap<string, SubdagUse> | undefined {
  if (!isRecord(variants) || Object.keys(variants).length === 0 || !isRecord(shared)) {
    const what = isRecord(shared) ? (isRecord(variants) ? 'an empty record' : describeValue(variants)) : describeValue(shared);
    context.refuse(
      'INVALID_OPTION',
      `${context.at} has ${what} where it takes the options of each node by its name: { euro: { inputs: { rate: value(1) } }, dollar: { … } }.`,
    );
    return undefined;
  }
  const uses = new Map<string, SubdagUse>();
  for (const [name, options] of Object.entries(variants)) {
    const isNamed = checkName(name, context);
    const use = readVariant({ name, classes, options: isRecord(options) ? merge(shared, options) : options }, method, context);
    if (isNamed && use !== undefined) uses.set(name, use);
  }
  return uses.size === Object.keys(variants).length ? uses : undefined;
}

interface GivenVariant {
  readonly name: string;
  readonly classes: unknown;
  readonly options: unknown;
}

function readVariant(
  { name, classes: usual, options }: GivenVariant,
  method: NodeDefinition,
  context: ModifierContext,
): SubdagUse | undefined {
  const classes = isRecord(options) && options.classes !== undefined ? options.classes : usual;
  if (classes !== undefined) return readUse({ classes, options, namespace: name, known: ['classes', ...subdagOptions] }, method, context);
  context.refuse(
    'INVALID_MODULE',
    `${context.at} has no classes for "${name}". Write { ${name}: { classes: … } }, or give those that all have before the record.`,
  );
  return undefined;
}

/** The options of a variant, and what all have in common; of inputs and config key by key. */
function merge(shared: Readonly<Record<string, unknown>>, own: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const merged: Record<string, unknown> = { ...shared, ...own };
  for (const key of ['inputs', 'config']) {
    if (isRecord(shared[key]) && isRecord(own[key])) merged[key] = { ...shared[key], ...own[key] };
  }
  return merged;
}
