import { incompatibleScopes } from '../errors/link-faults';
import { formatScope } from '../errors/list-words';
import type { Surroundings } from './placement';
import { encloses, partingOf, rootScope, type Scope } from './scope';
import type { MethodVertex } from './vertex';

/** S2: the deepest scope of the dependencies; all others must enclose it. `undefined` where that is not known. */
export function scopeOfNode(vertex: MethodVertex, dependencies: readonly number[], surroundings: Surroundings): Scope | undefined {
  const { placements } = surroundings;
  let deepest = rootScope;
  let isKnown = true;
  for (const id of dependencies) {
    const lives = placements[id]?.lives;
    if (lives === undefined) isKnown = false;
    else if (lives.depth > deepest.depth) deepest = lives;
  }
  if (!areNested(vertex, dependencies, deepest, surroundings)) return undefined;
  return isKnown ? deepest : undefined;
}

/** Whether all dependencies live in scopes that enclose the deepest one; if not, a fault says which fan-outs are independent. */
export function areNested(
  vertex: MethodVertex,
  ids: readonly number[],
  deepest: Scope,
  { placements, table, faults }: Surroundings,
): boolean {
  const strangers = ids.filter((id) => {
    const lives = placements[id]?.lives;
    return lives !== undefined && !encloses(lives, deepest);
  });
  const [first] = strangers;
  if (first === undefined) return true;
  const stranger = placements[first]?.lives ?? rootScope;
  const deepestId = ids.find((id) => placements[id]?.lives === deepest);
  const shown = [...(deepestId === undefined ? [] : [deepestId]), ...strangers];
  const lives = shown.map((id) => `"${table.at(id)?.name ?? ''}" lives in ${formatScope(placements[id]?.lives.names ?? [])}`);
  faults.add(incompatibleScopes(vertex.place, partingOf(deepest, stranger), lives));
  return false;
}
