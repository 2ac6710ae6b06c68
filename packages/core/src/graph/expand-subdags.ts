import { DEPENDENCY } from '../dependencies/dependency-form';
import type { FaultCollector } from '../errors/fault-collector';
import { namespaceClash, recursiveSubdag } from '../errors/module-faults';
import { configShadowsNode } from '../errors/name-faults';
import type { NodeDefinition, Subdag } from '../metadata/node-definition';
import { functionNode } from '../modifiers/function-node';
import { identity } from '../modifiers/identity';
import { mapForm } from '../modifiers/map-form';
import { defineMembers } from './define-members';
import type { DefinedMember } from './defined-member';
import { readSubdagModules, type DataflowModule } from './read-modules';

/** Adds the members of subdags, and of subdags in these, behind the members that bring them in. */
export function expandSubdags(
  members: readonly DefinedMember[],
  options: { readonly allowOverrides: boolean },
  faults: FaultCollector,
): readonly DefinedMember[] {
  const claimed = new Map<string, Claim>();
  for (const { module } of members)
    if (module.prefix !== '') claimed.set(module.prefix, { by: `the class ${module.name}`, module: undefined });
  return expand(members, { ...options, claimed, faults });
}

/** Who has a namespace: a subdag of a method in a module, or a class. */
interface Claim {
  readonly by: string;
  readonly module: DataflowModule | undefined;
}

interface Expansion {
  /** Namespaces, with the dot. */
  readonly claimed: Map<string, Claim>;
  /** Whether the subdag of a later module may take the place of an earlier one's, node by node. */
  readonly allowOverrides: boolean;
  readonly faults: FaultCollector;
}

function expand(members: readonly DefinedMember[], expansion: Expansion): readonly DefinedMember[] {
  if (!members.some(({ definitions }) => definitions.some(({ subdags }) => subdags !== undefined))) return members;
  return members.flatMap((defined) => {
    const subdags = new Set(defined.definitions.flatMap((definition) => definition.subdags ?? []));
    const expanded = [...subdags].map((subdag) => ({ subdag, inner: membersOf(subdag, defined, expansion) }));
    const values = expanded.flatMap(({ subdag, inner }) => valuesOf(subdag, inner, defined, expansion));
    return [{ ...defined, definitions: [...defined.definitions, ...values] }, ...expanded.flatMap(({ inner }) => inner)];
  });
}

function membersOf(subdag: Subdag, { module, place }: DefinedMember, expansion: Expansion): readonly DefinedMember[] {
  const { claimed, allowOverrides, faults } = expansion;
  const base = `${module.prefix}${subdag.namespace}.`;
  const other = claimed.get(base);
  const clashes = other !== undefined && !(allowOverrides && other.module !== undefined && other.module !== module);
  if (clashes) faults.add(namespaceClash(subdag.at, base.slice(0, -1), other.by));
  const chain = classesAround(module);
  const again = subdag.classes.find((cls) => chain.some((around) => around.cls === cls));
  if (again !== undefined) faults.add(recursiveSubdag(subdag.at, [...chain.map(({ name }) => name), again.name]));
  if (clashes || again !== undefined) return [];
  claimed.set(base, { by: place, module });
  const config = Object.freeze({ ...module.config, ...subdag.config });
  const modules = readSubdagModules(subdag, { within: { module, base }, config }, faults);
  return expand(defineMembers(modules, faults), expansion);
}

/** A module and those around it, the outermost first. */
function classesAround(module: DataflowModule): DataflowModule[] {
  const chain: DataflowModule[] = [];
  for (let at: DataflowModule | undefined = module; at !== undefined; at = at.within?.module) chain.unshift(at);
  return chain;
}

/** Nodes for the keys of a subdag's own config that are depended upon by name inside. */
function valuesOf(subdag: Subdag, inner: readonly DefinedMember[], outer: DefinedMember, { faults }: Expansion): NodeDefinition[] {
  const [origin] = outer.definitions;
  const keys = Object.keys(subdag.config);
  if (origin === undefined || keys.length === 0) return [];
  const base = `${outer.module.prefix}${subdag.namespace}.`;
  const places = new Map(
    inner.flatMap(({ module, place, definitions }) => definitions.map(({ name }) => [module.prefix + name, place] as const)),
  );
  const wanted = new Set(inner.flatMap(({ definitions }) => definitions.flatMap(namesIn)));
  return keys.flatMap((key) => {
    const place = places.get(base + key);
    if (place !== undefined) faults.add(configShadowsNode(key, place));
    if (place !== undefined || !wanted.has(key)) return [];
    const dependency = { [DEPENDENCY]: 'value', value: subdag.config[key] } as const;
    const call = { ...identity, name: `config.${key}` };
    return [
      functionNode(origin, {
        name: `${subdag.namespace}.${key}`,
        parameters: [{ kind: 'dependency', dependency }],
        call,
        generated: 'input',
      }),
    ];
  });
}

/** The names that a node depends on. */
function namesIn({ parameters }: NodeDefinition): string[] {
  const names: string[] = [];
  for (const parameter of parameters) {
    if (parameter.kind === 'dependency') {
      mapForm(parameter.dependency, (part) => {
        if (part[DEPENDENCY] === 'ref' && part.owner === undefined) names.push(part.name);
        return undefined;
      });
    }
  }
  return names;
}
