import { DEPENDENCY, type DependencyForm } from '../dependencies/dependency-form';
import type { NodeDefinition } from '../metadata/node-definition';
import { isIntermediate } from '../types/generated';
import { mapForm } from './map-form';
import { declaredBy } from './read-bindings';
import { rebindDefinition, type Bindings } from './rebind';

/** One of the nodes that a method is expanded into. */
export interface Variant {
  readonly name: string;
  readonly bindings: Bindings;
}

/**
 * The definitions of a method once for each variant. Steps of a pipe that lead to what a variant binds are repeated for it, under its name;
 * all others are shared. `change` makes the node of a variant out of the method's, whose dependencies are bound by then.
 */
export function expandDefinitions<V extends Variant>(
  definitions: readonly NodeDefinition[],
  variants: readonly V[],
  change: (bound: NodeDefinition, variant: V, original: NodeDefinition) => NodeDefinition,
): readonly NodeDefinition[] {
  const finals = definitions.filter((definition) => !isIntermediate(definition));
  const others = definitions.filter(isIntermediate);
  const shared = new Set(others);
  const expanded = finals.flatMap((final) =>
    variants.flatMap((variant) => {
      const repeated = others.filter((other) => leadsFrom(other, variant.bindings, others));
      for (const other of repeated) shared.delete(other);
      const names = new Map(repeated.map(({ name }) => [name, nameFor(variant.name, name, final.name)] as const));
      const copies = repeated.map((other) => ({ ...bind(other, variant.bindings, names), name: names.get(other.name) ?? other.name }));
      return [...copies, change(bind(final, variant.bindings, names), variant, final)];
    }),
  );
  return [...shared, ...expanded];
}

/** Whether a node takes what is bound, itself or through others of the method. */
function leadsFrom(definition: NodeDefinition, bindings: Bindings, others: readonly NodeDefinition[]): boolean {
  const names = declaredBy([definition]);
  return (
    [...bindings.keys()].some((name) => names.has(name)) ||
    others.some((other) => names.has(other.name) && leadsFrom(other, bindings, others))
  );
}

function nameFor(variant: string, name: string, method: string): string {
  return name.startsWith(`${method}.`) ? variant + name.slice(method.length) : `${variant}.${name}`;
}

function bind(definition: NodeDefinition, bindings: Bindings, names: ReadonlyMap<string, string>): NodeDefinition {
  const bound = rebindDefinition(definition, bindings);
  if (names.size === 0) return bound;
  const rename = (part: DependencyForm): DependencyForm | undefined => {
    const name = part[DEPENDENCY] === 'ref' && part.declaredAs === undefined ? names.get(part.name) : undefined;
    // A reference stays one under another name.
    return name === undefined ? undefined : ({ ...part, name } as DependencyForm);
  };
  const parameters = bound.parameters.map((each) =>
    each.kind === 'context' ? each : { ...each, dependency: mapForm(each.dependency, rename) },
  );
  return { ...bound, parameters };
}
