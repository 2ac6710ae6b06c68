/** A list of parallelizables, outermost first, as a chain: scopes that are equal are the same object. */
export interface Scope {
  readonly parent: Scope | undefined;
  readonly depth: number;
  /** The nodes, outermost first. */
  readonly path: readonly string[];
  /** What their fan-outs are called, which is what users write and read: `region` where the node is `region.raw`. */
  readonly names: readonly string[];
}

/** The scope of what runs once. */
export const rootScope: Scope = { parent: undefined, depth: 0, path: [], names: [] };

/** The scope of the items of a parallelizable that runs in `parent` (S3), and whose fan-out is called `name`. */
export function innerScope(parent: Scope, parallelizable: string, name: string): Scope {
  return { parent, depth: parent.depth + 1, path: [...parent.path, parallelizable], names: [...parent.names, name] };
}

/** Whether a scope is a prefix of another one, or the same. */
export function encloses(outer: Scope, inner: Scope): boolean {
  let at: Scope | undefined = inner;
  while (at !== undefined && at.depth > outer.depth) at = at.parent;
  return at === outer;
}

/** What the two fan-outs are called in which two scopes part; neither scope encloses the other. */
export function partingOf(a: Scope, b: Scope): readonly [string, string] {
  let depth = 0;
  while (a.path[depth] === b.path[depth]) depth++;
  return [a.names[depth] ?? '', b.names[depth] ?? ''];
}

/** The scope around the fan-out of a name: `[a, b, c]` before `b` is `[a]`. */
export function scopeBefore(scope: Scope, name: string): Scope | undefined {
  let at: Scope | undefined = scope;
  while (at !== undefined && at.names.at(-1) !== name) at = at.parent;
  return at?.parent;
}
