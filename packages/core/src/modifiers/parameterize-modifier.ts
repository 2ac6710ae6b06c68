import { DEPENDENCY } from '../dependencies/dependency-form';
import { describeValue } from '../errors/describe-value';
import type { Modifier, ModifierContext } from '../metadata/modifier';
import type { NodeDefinition } from '../metadata/node-definition';
import { checkName } from './check-name';
import { describeDependency } from './describe-dependency';
import { expandDefinitions, type Variant } from './expand-definitions';
import { declaredBy, isRecord, readBindings, type BindingPlace } from './read-bindings';
import type { Bindings } from './rebind';

interface DescribedVariant extends Variant {
  readonly description: string | undefined;
}

type ParameterizeName = 'parameterize' | 'parameterizeSources' | 'parameterizeValues';

/** Gives a node for each name, with some of the declared dependencies bound to others. */
export function parameterizeModifier(name: ParameterizeName, given: unknown): Modifier {
  return {
    name,
    phase: 'expansion',
    arguments: [given],
    apply: (definitions, context) => {
      // What is handed into a subdag is the same for all: @parameterizedSubdag gives each a subdag of its own.
      const declared = declaredBy(definitions.filter(({ generated }) => generated !== 'input'));
      const variants = readVariants(given, { declared, example: examples[name] }, context);
      return variants === undefined ? definitions : expandDefinitions(definitions, variants, expand);
    },
  };
}

/** `@parameterizeSources`: the names of nodes, to write no `source(…)`. What is no name is left for the modifier to refuse. */
export function sourcesOf(given: unknown): unknown {
  return mapRecord(given, (bindings) => mapRecord(bindings, (name) => (typeof name === 'string' ? { [DEPENDENCY]: 'ref', name } : name)));
}

/** `@parameterizeValues`: literals for one dependency. */
export function valuesOf(dependency: string, given: unknown): unknown {
  return mapRecord(given, (value) => ({ [dependency]: { [DEPENDENCY]: 'value', value } }));
}

function mapRecord(given: unknown, map: (value: unknown) => unknown): unknown {
  return isRecord(given) ? Object.fromEntries(Object.entries(given).map(([key, value]) => [key, map(value)])) : given;
}

/** The variants if all of them are right; whatever is not is a fault. */
function readVariants(given: unknown, place: VariantPlace, context: ModifierContext): readonly DescribedVariant[] | undefined {
  const { at, refuse } = context;
  if (!isRecord(given) || Object.keys(given).length === 0) {
    refuse(
      'INVALID_OPTION',
      `${at} takes a record with a member for each node that it shall give, not ${describeGiven(given)}. ${place.example}`,
    );
    return undefined;
  }
  const variants = Object.entries(given).map(([name, entry]) => readVariant(name, entry, place, context));
  const sound = variants.filter((variant) => variant !== undefined);
  return sound.length === variants.length ? sound : undefined;
}

/** What variants are judged by, and how they are written. */
interface VariantPlace extends Pick<BindingPlace, 'declared'> {
  readonly example: string;
}

const examples: Readonly<Record<ParameterizeName, string>> = {
  parameterize: 'Write { euro: { rate: value(1.1) }, dollar: { rate: source("rateOfToday") } }.',
  parameterizeSources: 'Write { euro: { rate: "rateOfEuro" }, dollar: { rate: "rateOfDollar" } }.',
  parameterizeValues: 'Write @parameterizeValues("rate", { euro: 1.1, dollar: 1 }).',
};

function describeGiven(given: unknown): string {
  return isRecord(given) ? 'an empty one' : describeValue(given);
}

function readVariant(name: string, entry: unknown, place: VariantPlace, context: ModifierContext): DescribedVariant | undefined {
  const { at, refuse } = context;
  const [given, description, ...others]: readonly unknown[] = Array.isArray(entry) ? entry : [entry];
  const isNamed = checkName(name, context);
  if (!isRecord(given) || (description !== undefined && typeof description !== 'string') || others.length > 0) {
    refuse(
      'INVALID_OPTION',
      `${at} gives ${describeValue(entry)} for "${name}". It takes the bindings of that node by the names of dependencies, or [bindings, description]. ${place.example}`,
    );
    return undefined;
  }
  const bindings = readBindings(given, { subject: `${at} for "${name}"`, declared: place.declared }, context);
  return bindings === undefined || !isNamed ? undefined : { name, bindings, description };
}

function expand(bound: NodeDefinition, { name, bindings, description }: DescribedVariant, original: NodeDefinition): NodeDefinition {
  return { ...bound, name, description: description ?? fillIn(original, name, bindings) };
}

/** The method's description, where `{dependency}` stands for what it is bound to and `{outputName}` for the node. Other braces stay. */
function fillIn(definition: NodeDefinition, name: string, bindings: Bindings): string {
  const declared = declaredBy([definition]);
  return definition.description.replace(/\{([^{}]+)\}/g, (braces, key: string) => {
    if (key === 'outputName') return name;
    const bound = bindings.get(key);
    if (bound !== undefined) return describeDependency(bound);
    return declared.has(key) ? key : braces;
  });
}
