import {
  sourceKinds,
  type BodySpec,
  type DepSpec,
  type FanOutSpec,
  type GraphSpec,
  type NodeSpec,
  type OverrideSpec,
  type Role,
  type Scenario,
} from '../model/graph-spec';
import { isParallelizable, mentionsOf } from '../model/mentions';
import { placementOf, placements } from '../model/scopes';
import { chooseDependencies, chooseGathered, type Standing } from './choose-dependencies';
import type { Recipe, ScenarioRecipe } from './recipe';

/** What graphs may have in them. */
export interface Features {
  /** Failing nodes, sources and folds, and policies other than 'fail'. */
  readonly failures: boolean;
  readonly drops: boolean;
  readonly unordered: boolean;
  readonly earlyStops: boolean;
  readonly overrides: boolean;
  /** Of sources: whether they must be generators, so that a test sees each pull. */
  readonly onlyGenerators: boolean;
}

export const allFeatures: Features = {
  failures: true,
  drops: true,
  unordered: true,
  earlyStops: true,
  overrides: true,
  onlyGenerators: false,
};

/** Fan-outs nest no deeper than this. */
const MAX_DEPTH = 3;
const roles: readonly Role[] = [
  'node',
  'parallelizable',
  'collect',
  'node',
  'collect',
  'parallelizable',
  'node',
  'collect',
  'both',
  'collect',
  'parallelizable',
  'node',
];
const policies: readonly FanOutSpec['onItemError'][] = [
  'fail',
  'skip',
  'skip',
  'fail',
  { tolerate: 1 },
  { tolerate: '40%' },
  'skip',
  { tolerate: 3 },
];

const sizes = [0, 1, 2, 3, 4, 3, 2, 3, 1, 2];

/** Turns numbers into a graph and a request. */
export function interpret({ inputs, nodes, request }: ScenarioRecipe, features: Features): Scenario {
  const graph: GraphSpec = {
    inputs: [
      ...inputs.map((value, index) => ({ name: `in${index}`, value: value > 5 ? -1 : Math.max(1, value) })),
      { name: 'absent', value: undefined },
    ],
    nodes: [],
  };
  for (const recipe of nodes) {
    const standing = { graph, placed: placements(graph) };
    (graph.nodes as NodeSpec[]).push(interpretNode(standing, recipe, features));
  }
  const names = [...graph.nodes].reverse().map(({ name }) => name);
  const used = new Set(graph.nodes.flatMap((node) => mentionsOf(node).map(({ name }) => name)));
  const sinks = request.all === 0 ? [] : names.filter((name) => !used.has(name));
  const outputs = new Set([...sinks, ...request.outputs.map((position) => names[position % names.length] ?? 'in0')]);
  const overrides = features.overrides ? request.overrides.map((recipe) => override(names, recipe)).filter(isFirst) : [];
  return { graph, request: { outputs: [...outputs], overrides } };
}

function interpretNode(standing: Standing, recipe: Recipe, features: Features): NodeSpec {
  const role = roles[recipe.role] ?? 'node';
  const name = `${{ node: 'n', parallelizable: 'p', collect: 'c', both: 'b' }[role]}${standing.graph.nodes.length}`;
  const delay = recipe.delay > 5 ? (recipe.delay - 5) * 3 : 0;
  if (role === 'collect' || role === 'both') {
    const chosen = chooseGathered(standing, recipe, role === 'both' ? MAX_DEPTH - 1 : MAX_DEPTH);
    if (chosen !== undefined) {
      const { deps, over, scope } = chosen;
      const allowed = features.earlyStops ? deps : deps.map(withoutStop);
      const spec = {
        name,
        role,
        delay,
        deps: features.failures ? allowed : allowed.map(withoutFailure),
        body: bodyOf(recipe, features, scope.length > 0),
        ...(over === undefined ? {} : { over }),
      };
      return role === 'both' ? { ...spec, fanOut: fanOutOf(recipe, features) } : spec;
    }
  }
  const opens = role === 'parallelizable' || role === 'both';
  const deps = chooseDependencies(standing, recipe, opens ? MAX_DEPTH - 1 : MAX_DEPTH);
  const inner = deps.some((dep) => livesDeep(standing, dep));
  const spec = { name, delay, deps, body: bodyOf(recipe, features, inner) };
  return opens ? { ...spec, role: 'parallelizable', fanOut: fanOutOf(recipe, features) } : { ...spec, role: 'node' };
}

function bodyOf(recipe: Recipe, features: Features, isInner: boolean): BodySpec {
  const fails = features.failures && recipe.fail > 14;
  const drops = features.drops && isInner && recipe.drop > 15;
  return {
    result: recipe.body > 7 ? 'falsy' : recipe.body > 5 ? 'first' : 'digest',
    // At the root a failure ends the whole run, so it is rarer there.
    ...(fails
      ? {
          failWhen: { modulus: isInner ? 3 : 9, rest: recipe.fail % 3 },
          throws: (['error', 'undefined', 'text'] as const)[recipe.fail % 3] ?? 'error',
        }
      : {}),
    ...(drops ? { dropWhen: { modulus: 3, rest: recipe.drop % 3 } } : {}),
  };
}

function fanOutOf(recipe: Recipe, { failures, unordered, onlyGenerators }: Features): FanOutSpec {
  const concurrency = 1 + recipe.concurrency;
  const kind = onlyGenerators ? (recipe.source % 2 === 0 ? 'generator' : 'asyncGenerator') : (sourceKinds[recipe.source] ?? 'array');
  return {
    source: kind,
    size: sizes[recipe.size] ?? 0,
    vary: recipe.vary,
    items: recipe.body > 7 ? 'falsy' : recipe.body > 5 ? 'index' : 'digest',
    ...(failures && recipe.fail === 14 ? { breaks: { after: recipe.size % 4, when: { modulus: 2, rest: 0 } } } : {}),
    concurrency,
    ordered: !(unordered && recipe.options % 8 === 7),
    onItemError: failures ? (policies[recipe.policy] ?? 'fail') : 'fail',
    ...(recipe.options % 4 === 3 ? { window: concurrency + (recipe.options >> 3) } : {}),
    keyed: recipe.options % 3 === 2,
  };
}

function livesDeep({ placed }: Standing, dep: DepSpec): boolean {
  if (dep.kind === 'ref') return placementOf(placed, dep.name).lives.length > 0;
  return dep.kind === 'list' || dep.kind === 'record'
    ? Object.values(dep.of).some((inner) => livesDeep({ placed } as Standing, inner))
    : false;
}

function withoutStop(dep: DepSpec): DepSpec {
  return dep.kind === 'fold' && dep.reducer === 'firstTwo' ? { ...dep, reducer: 'toArray' } : dep;
}

function withoutFailure(dep: DepSpec): DepSpec {
  if (dep.kind !== 'fold') return dep;
  const { failWhen: _failWhen, ...rest } = dep;
  return rest;
}

function override(names: readonly string[], { node, by, size, value }: ScenarioRecipe['request']['overrides'][number]): OverrideSpec {
  return { name: names[node % names.length] ?? '', by: by === 0 ? 'constant' : 'perItem', size, value: value === 0 ? -1 : value };
}

function isFirst({ name }: OverrideSpec, index: number, all: readonly OverrideSpec[]): boolean {
  return all.findIndex((other) => other.name === name) === index;
}

/** Whether the graph has any fan-out; others are of little use. */
export function hasFanOut({ graph }: Scenario): boolean {
  return graph.nodes.some(isParallelizable);
}
