import { incompatibleScopes, invalidGather, settledNeedsPolicy } from '../errors/link-faults';
import { formatScope, listWords } from '../errors/list-words';
import { didYouMean } from '../errors/nearest-names';
import type { Surroundings } from './placement';
import { itemErrorPolicy } from './fan-out-options';
import type { CollectorUses } from './link';
import { meaningsOf } from './meanings';
import { areNested } from './node-scope';
import { encloses, partingOf, rootScope, scopeBefore, type Scope } from './scope';
import { fanOutName, type MethodVertex } from './vertex';

/** Where a collector runs and what it closes. */
export interface Closing {
  readonly scope: Scope;
  readonly closes: readonly string[];
  /** The outermost of them, as users call it. */
  readonly closed: string;
}

/** S4, S5: a collector runs where the fan-out that it closes was opened. `undefined` where that is not known, or refused. */
export function scopeOfCollector(vertex: MethodVertex, uses: CollectorUses, surroundings: Surroundings): Closing | undefined {
  const { placements, faults } = surroundings;
  if (uses.gathered.some((id) => placements[id] === undefined)) return undefined;
  const deepest = uses.gathered.reduce((found, id) => deeper(found, placements[id]?.lives ?? rootScope), rootScope);
  if (deepest === rootScope) {
    faults.add(invalidGather(vertex.place, gathersNothing(uses, surroundings)));
    return undefined;
  }
  if (!areNested(vertex, uses.gathered, deepest, surroundings)) return undefined;
  const scope = closedScope(vertex, deepest, surroundings);
  if (scope === undefined) return undefined;
  const closing: Closing = { scope, closes: deepest.path.slice(scope.depth), closed: deepest.names[scope.depth] ?? '' };
  const isGatheredInside = checkGathered(vertex, uses, closing, surroundings);
  const isPlainOutside = checkPlain(vertex, uses, closing, surroundings);
  checkPolicies(vertex, uses, surroundings);
  return isGatheredInside && isPlainOutside ? closing : undefined;
}

function deeper(a: Scope, b: Scope): Scope {
  return b.depth > a.depth ? b : a;
}

/** The scope around the fan-out that is closed: the innermost one, or the one that `over` names. */
function closedScope(vertex: MethodVertex, deepest: Scope, { faults }: Surroundings): Scope | undefined {
  const { over } = vertex.definition.options;
  if (typeof over !== 'string') return deepest.parent;
  for (const name of meaningsOf(over, vertex)) {
    const scope = scopeBefore(deepest, name);
    if (scope !== undefined) return scope;
  }
  const where = `but what it gathers lives in ${formatScope(deepest.names)}.${didYouMean(over, deepest.names)}`;
  faults.add(invalidGather(vertex.place, `closes over: "${over}", ${where} Name one of these fan-outs.`));
  return undefined;
}

function gathersNothing(uses: CollectorUses, { table }: Surroundings): string {
  const names = [...new Set(uses.gathered)].map((id) => `"${table.at(id)?.name ?? ''}"`);
  if (names.length === 0) {
    const plain = uses.plain.length === 0 ? '' : ' plain(…) is not gathered.';
    return `is a collector, but gathers nothing.${plain} List what to gather from the items of a fan-out, or make it a @node.`;
  }
  const lives = names.length === 1 ? 'which lives' : 'which live';
  return `gathers ${listWords(names)}, ${lives} in ${formatScope([])} and in no fan-out. Gather a node that depends on a @parallelizable, or make it a @node.`;
}

function checkGathered(
  vertex: MethodVertex,
  { gathered }: CollectorUses,
  closing: Closing,
  { placements, table, faults }: Surroundings,
): boolean {
  const outside = [...new Set(gathered)].filter((id) => (placements[id]?.lives.depth ?? 0) <= closing.scope.depth);
  for (const id of outside) {
    const name = table.at(id)?.name ?? '';
    const where = `lives in ${formatScope(placements[id]?.lives.names ?? [])}, outside of the fan-out "${closing.closed}" that it closes`;
    faults.add(invalidGather(vertex.place, `gathers "${name}", which ${where}. Take it as it is: plain('${name}').`));
  }
  return outside.length === 0;
}

function checkPlain(
  vertex: MethodVertex,
  { plain }: CollectorUses,
  closing: Closing,
  { placements, table, faults }: Surroundings,
): boolean {
  let isFine = true;
  for (const id of new Set(plain)) {
    const lives = placements[id]?.lives;
    if (lives === undefined) isFine = false;
    if (lives === undefined || encloses(lives, closing.scope)) continue;
    isFine = false;
    const name = table.at(id)?.name ?? '';
    const { closed } = closing;
    if (lives.path[closing.scope.depth] === closing.closes[0] && encloses(closing.scope, lives)) {
      const where = `lives in ${formatScope(lives.names)}, inside of the fan-out "${closed}" that it closes`;
      faults.add(
        invalidGather(vertex.place, `takes plain('${name}'), which ${where}: there is one value for each item. Gather it: '${name}'.`),
      );
    } else {
      const from = encloses(closing.scope, lives)
        ? ([closed, lives.names[closing.scope.depth] ?? ''] as const)
        : partingOf(closing.scope, lives);
      const where = `"${name}" lives in ${formatScope(lives.names)}`;
      faults.add(incompatibleScopes(vertex.place, from, [where, `the collector runs in ${formatScope(closing.scope.names)}`]));
    }
  }
  return isFine;
}

/** E3. */
function checkPolicies(vertex: MethodVertex, { settled }: CollectorUses, { placements, table, faults }: Surroundings): void {
  if (settled.length === 0) return;
  for (const id of new Set(settled)) {
    const fanOut = table.get(placements[id]?.lives.path.at(-1) ?? '');
    if (fanOut?.kind !== 'method') continue;
    if (itemErrorPolicy(fanOut.definition.options.onItemError).kind !== 'fail') continue;
    faults.add(settledNeedsPolicy(vertex.place, table.at(id)?.name ?? '', { name: fanOutName(fanOut), place: fanOut.place }));
  }
}
