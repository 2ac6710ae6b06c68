import type { FoldSpec } from './fold-step';
import type { DepSpec, FanOutSpec, GraphSpec, InputSpec, NodeSpec, OverrideSpec, Scenario } from './graph-spec';

type Deps = readonly (string | DepSpec)[];
type Compute = (...args: readonly any[]) => unknown;
type Iterate = (...args: readonly any[]) => readonly unknown[];

/** Short ways to write graphs by hand. A bare name is a reference. */
export const given = (name: string): InputSpec => ({ name, value: -1 });

export const plain = (name: string): DepSpec => ({ kind: 'plain', of: { kind: 'ref', name } });
export const settled = (name: string): DepSpec => ({ kind: 'settled', name });
export const keys = (name: string): DepSpec => ({ kind: 'keys', name });
export const list = (...names: string[]): DepSpec => ({ kind: 'list', of: names.map((name) => ({ kind: 'ref', name })) });
export const fold = (name: string, reducer: 'toArray' | 'count' | 'hashSum' | 'numbered' | 'firstTwo', merge = false): FoldSpec => ({
  kind: 'fold',
  of: { kind: 'ref', name },
  reducer,
  merge,
});

export const node = (name: string, deps: Deps, compute: Compute): NodeSpec => ({
  name,
  role: 'node',
  deps: dependencies(deps),
  body: { result: 'digest', compute },
  delay: 0,
});

export const collect = (name: string, deps: Deps, compute: Compute, over?: string): NodeSpec => ({
  ...node(name, deps, compute),
  role: 'collect',
  ...(over === undefined ? {} : { over }),
});

export const parallelizable = (name: string, deps: Deps, iterate: Iterate, options: Partial<FanOutSpec> = {}): NodeSpec => ({
  ...node(name, deps, () => undefined),
  role: 'parallelizable',
  fanOut: fanOut(iterate, options),
});

/** S10: gathers, and opens the next fan-out. */
export const both = (name: string, deps: Deps, iterate: Iterate, options: Partial<FanOutSpec> = {}): NodeSpec => ({
  ...parallelizable(name, deps, iterate, options),
  role: 'both',
});

export function scenario(
  parts: readonly (NodeSpec | InputSpec)[],
  outputs: readonly string[],
  overrides: readonly OverrideSpec[] = [],
): Scenario {
  const graph: GraphSpec = {
    inputs: parts.filter((part): part is InputSpec => !('role' in part)),
    nodes: parts.filter((part): part is NodeSpec => 'role' in part),
  };
  return { graph, request: { outputs, overrides } };
}

function fanOut(iterate: Iterate, options: Partial<FanOutSpec>): FanOutSpec {
  return {
    source: 'array',
    size: 0,
    vary: 0,
    items: 'index',
    iterate,
    concurrency: 3,
    ordered: true,
    onItemError: 'fail',
    keyed: false,
    ...options,
  };
}

function dependencies(deps: Deps): DepSpec[] {
  return deps.map((dep) => (typeof dep === 'string' ? { kind: 'ref', name: dep } : dep));
}
