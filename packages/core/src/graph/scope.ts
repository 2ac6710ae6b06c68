/** A list of parallelizables, outermost first, as a chain: scopes that are equal are the same object. */
export interface Scope {
  readonly parent: Scope | undefined;
  readonly depth: number;
  /** The names, outermost first. */
  readonly path: readonly string[];
}

/** The scope of what runs once. */
export const rootScope: Scope = { parent: undefined, depth: 0, path: [] };

/** The scope of the items of a parallelizable that runs in `parent` (S3). */
export function innerScope(parent: Scope, parallelizable: string): Scope {
  return { parent, depth: parent.depth + 1, path: [...parent.path, parallelizable] };
}

/** Whether a scope is a prefix of another one, or the same. */
export function encloses(outer: Scope, inner: Scope): boolean {
  let at: Scope | undefined = inner;
  while (at !== undefined && at.depth > outer.depth) at = at.parent;
  return at === outer;
}

/** The two parallelizables in which two scopes part; neither scope encloses the other. */
export function partingOf(a: Scope, b: Scope): readonly [string, string] {
  let depth = 0;
  while (a.path[depth] === b.path[depth]) depth++;
  return [a.path[depth] ?? '', b.path[depth] ?? ''];
}

/** The scope of a parallelizable in a path, with what lies further out: `[a, b, c]` before `b` is `[a]`. */
export function scopeBefore(scope: Scope, parallelizable: string): Scope | undefined {
  let at: Scope | undefined = scope;
  while (at !== undefined && at.path.at(-1) !== parallelizable) at = at.parent;
  return at?.parent;
}
