import type { DepSpec, GraphSpec, ReducerName } from '../model/graph-spec';
import { isParallelizable } from '../model/mentions';
import { placementOf, type Placement } from '../model/scopes';
import { PICKS, type Recipe } from './recipe';

/** Reducers whose result is the same, or sorted out by the method, in any order, and which may have a `merge`. */
const looseReducers: readonly ReducerName[] = ['toArray', 'count', 'hashSum', 'toArray'];
const orderedReducers: readonly ReducerName[] = ['numbered', 'firstTwo', 'numbered', 'toArray'];

/** What stands already when a node is chosen. */
export interface Standing {
  readonly graph: GraphSpec;
  readonly placed: ReadonlyMap<string, Placement>;
}

/** A collector's dependencies, and the outermost parallelizable that it closes if that is not the innermost. */
export interface GatherChoice {
  readonly deps: DepSpec[];
  readonly over: string | undefined;
  readonly scope: readonly string[];
}

/** Dependencies of a node or parallelizable: an anchor that is at most `depth` fan-outs deep, and others from the scopes around it. */
export function chooseDependencies(standing: Standing, recipe: Recipe, depth: number): DepSpec[] {
  const [anchorPick = 0, ...others] = recipe.picks;
  const possible = namesWhere(standing, (lives) => lives.length <= depth);
  const inner = possible.filter((name) => placementOf(standing.placed, name).lives.length > 0);
  const anchor = pick(recipe.over % 3 > 0 && inner.length > 0 ? inner : possible, anchorPick);
  if (anchor === undefined) return [];
  const { lives } = placementOf(standing.placed, anchor);
  const around = namesWhere(standing, (other) => isPrefix(other, lives));
  const names = [anchor, ...others.flatMap((position) => pick(around, position) ?? [])];
  return names.map((name, index) => nodeDependency(standing, name, recipe.forms[index] ?? 0));
}

/** Dependencies of a collector that runs at most `depth` fan-outs deep, or nothing where there is no fan-out to close. */
export function chooseGathered(standing: Standing, recipe: Recipe, depth: number): GatherChoice | undefined {
  const [anchorPick = 0, ...others] = recipe.picks;
  const anchor = pick(
    namesWhere(standing, (lives) => lives.length > 0),
    anchorPick,
  );
  if (anchor === undefined) return undefined;
  const gathers = placementOf(standing.placed, anchor).lives;
  const closesAll = recipe.over % 3 === 1;
  const own = Math.min(closesAll ? (recipe.over % 2 === 0 ? gathers.length - 1 : 0) : gathers.length - 1, depth);
  const closed = gathers[own];
  if (closed === undefined) return undefined;
  const hasOver = own < gathers.length - 1 || recipe.over === 5;

  const deps = [gatheredDependency(standing, gathers, own, anchor, recipe.forms[0] ?? 0)];
  others.forEach((position, index) => {
    const form = recipe.forms[index + 1] ?? 0;
    const inner = namesWhere(standing, (lives) => isPrefix(lives, gathers) && lives.length > (hasOver ? own : gathers.length - 1));
    const outer = namesWhere(standing, (lives) => isPrefix(lives, gathers.slice(0, own)));
    const name = pick(position % 4 === 3 ? outer : inner, position);
    if (name === undefined) return;
    deps.push(
      position % 4 === 3
        ? { kind: 'plain', of: nodeDependency(standing, name, form) }
        : gatheredDependency(standing, gathers, own, name, form),
    );
  });
  return { deps, over: hasOver ? closed : undefined, scope: gathers.slice(0, own) };
}

function nodeDependency({ graph }: Standing, name: string, choice: number): DepSpec {
  const ref: DepSpec = { kind: 'ref', name };
  const form = choice % 16;
  if (form === 12) return { kind: 'list', of: [ref, { kind: 'literal', value: form }] };
  if (form === 13) return { kind: 'record', of: { a: ref, b: { kind: 'literal', value: 'x' } } };
  if (form === 14) return { kind: 'list', of: [ref, { kind: 'record', of: { c: ref } }] };
  const absent = graph.inputs.find(({ value }) => value === undefined);
  if (form === 15 && absent !== undefined)
    return { kind: 'list', of: [ref, { kind: 'optional', input: absent.name, fallback: 'fallback' }] };
  return ref;
}

function gatheredDependency(standing: Standing, gathers: readonly string[], own: number, name: string, choice: number): DepSpec {
  const ref: DepSpec = { kind: 'ref', name };
  const form = choice % 16;
  const detail = Math.floor(choice / 16);
  const isOrdered = gathers.slice(own).every((parallelizable) => fanOutOf(standing, parallelizable).ordered);
  if (form >= 6 && form <= 9) {
    const reducer = (form === 8 && isOrdered ? orderedReducers : looseReducers)[detail] ?? 'toArray';
    const of: DepSpec = form === 9 ? { kind: 'list', of: [ref, { kind: 'keys', name }] } : ref;
    return { kind: 'fold', of, reducer, merge: form === 7 };
  }
  if (form === 10 || form === 11) return canSettle(standing, name) ? { kind: 'settled', name } : { kind: 'keys', name };
  if (form === 12) return { kind: 'list', of: [ref, { kind: 'keys', name }] };
  if (form === 13) return { kind: 'record', of: { a: ref, b: { kind: 'literal', value: 'x' } } };
  if (form === 14)
    return canSettle(standing, name) ? { kind: 'fold', of: { kind: 'settled', name }, reducer: 'toArray', merge: false } : ref;
  if (form === 15) return { kind: 'fold', of: ref, reducer: 'toArray', merge: false, failWhen: { modulus: 5, rest: 1 } };
  return ref;
}

/** Every fan-out around the value must bear failures: the rules are clear then about what a failure further out does. */
function canSettle(standing: Standing, name: string): boolean {
  const node = standing.graph.nodes.find((other) => other.name === name);
  const { lives } = placementOf(standing.placed, name);
  return node !== undefined && !isParallelizable(node) && lives.every((around) => fanOutOf(standing, around).onItemError !== 'fail');
}

function fanOutOf({ graph }: Standing, name: string): { ordered: boolean; onItemError: unknown } {
  const found = graph.nodes.find((node) => node.name === name)?.fanOut;
  if (found === undefined) throw new Error(`"${name}" is no parallelizable`);
  return found;
}

/** All names that live in such a scope, newest first. Inputs that are not given are left out. */
function namesWhere({ graph, placed }: Standing, fits: (lives: readonly string[]) => boolean): string[] {
  const given = graph.inputs.filter(({ value }) => value !== undefined);
  return [...given, ...graph.nodes]
    .map(({ name }) => name)
    .filter((name) => fits(placementOf(placed, name).lives))
    .reverse();
}

/** New nodes are chosen more often than old ones, so that graphs grow deep. */
function pick<T>(candidates: readonly T[], position: number): T | undefined {
  return candidates[Math.floor((position / PICKS) ** 2 * candidates.length)];
}

function isPrefix(prefix: readonly string[], of: readonly string[]): boolean {
  return prefix.length <= of.length && prefix.every((name, index) => name === of[index]);
}
