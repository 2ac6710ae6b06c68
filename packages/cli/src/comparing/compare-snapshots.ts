import type { GraphJson } from '@millrace/core';
import { describeScope } from '../terminal/node-words';
import type { Snapshot } from './snapshot';

type NodeJson = GraphJson['nodes'][number];

/** What has changed about a node: the text of its method; what it is connected with; the arguments of its modifiers, options, tags, docs. */
type ChangeKind = 'code' | 'wiring' | 'settings';

/** A node that both graphs have. */
interface ChangedNode {
  readonly name: string;
  readonly kinds: readonly ChangeKind[];
  /** What exactly, in words, where more than the kind can be said. */
  readonly details: readonly string[];
}

/** What differs between two graphs. Nodes are in topological order. */
export interface GraphDiff {
  readonly added: readonly NodeJson[];
  readonly removed: readonly NodeJson[];
  readonly changed: readonly ChangedNode[];
  /** Nodes that are the same and depend, however indirectly, on some that are not: their values may change, too. */
  readonly affected: readonly string[];
  readonly unchanged: number;
}

/** Compares two graphs node by node; a node with another name is another node. */
export function compareSnapshots(before: Snapshot, after: Snapshot): GraphDiff {
  const earlier = new Map(before.graph.nodes.map((node) => [node.name, node]));
  const later = new Set(after.graph.nodes.map(({ name }) => name));
  const added = after.graph.nodes.filter(({ name }) => !earlier.has(name));
  const removed = before.graph.nodes.filter(({ name }) => !later.has(name));
  const changed = after.graph.nodes.flatMap((node) => {
    const old = earlier.get(node.name);
    if (old === undefined) return [];
    const isCodeSame = before.code[node.name] === after.code[node.name];
    return changeOf(old, node, isCodeSame) ?? [];
  });
  const touched = new Set([...added, ...changed].map(({ name }) => name));
  const affected = downstreamOf(after.graph, touched);
  return { added, removed, changed, affected, unchanged: later.size - touched.size };
}

/** Whether two graphs differ at all. */
export function isDifferent({ added, removed, changed }: GraphDiff): boolean {
  return added.length + removed.length + changed.length > 0;
}

function changeOf(before: NodeJson, after: NodeJson, isCodeSame: boolean): ChangedNode | undefined {
  const wiring = wiringChanges(before, after);
  const settings = settingsChanges(before, after);
  const kinds: ChangeKind[] = [];
  if (!isCodeSame) kinds.push('code');
  if (wiring.length > 0) kinds.push('wiring');
  // The version follows from code, wiring and settings: where it differs and neither of the first two does, it is the third.
  const isVersionExplained = before.version === after.version || kinds.length > 0;
  if (settings.length > 0 || !isVersionExplained) kinds.push('settings');
  if (kinds.length === 0) return undefined;
  if (!isVersionExplained && settings.length === 0) settings.push('arguments of its modifiers, or its version');
  return { name: after.name, kinds, details: [...wiring, ...settings] };
}

function wiringChanges(before: NodeJson, after: NodeJson): string[] {
  const changes: string[] = [];
  const gained = after.dependencies.filter((name) => !before.dependencies.includes(name));
  const lost = before.dependencies.filter((name) => !after.dependencies.includes(name));
  if (gained.length > 0) changes.push(`now depends on ${gained.join(', ')}`);
  if (lost.length > 0) changes.push(`no longer on ${lost.join(', ')}`);
  if (gained.length + lost.length === 0 && !isSame(before.dependencies, after.dependencies))
    changes.push('takes the same in another order');
  if (!isSame(before.gathers, after.gathers) && gained.length + lost.length === 0)
    changes.push(`gathers ${after.gathers.join(', ') || 'nothing'}`);
  if (!isSame(before.optional, after.optional) && gained.length + lost.length === 0)
    changes.push(`does without ${after.optional.join(', ') || 'nothing'}`);
  if (!isSame(before.roles, after.roles)) changes.push(`was ${before.roles.join(', ')}, is ${after.roles.join(', ')}`);
  if (!isSame(before.scope, after.scope)) changes.push(`ran ${describeScope(before.scope)}, runs ${describeScope(after.scope)}`);
  if (!isSame(before.closes, after.closes))
    changes.push(`closed ${before.closes.join(', ') || 'nothing'}, closes ${after.closes.join(', ') || 'nothing'}`);
  return changes;
}

function settingsChanges(before: NodeJson, after: NodeJson): string[] {
  const changes: string[] = [];
  const options = new Set([...Object.keys(before.fanOut ?? {}), ...Object.keys(after.fanOut ?? {})]);
  for (const option of options) {
    const [was, is] = [before.fanOut, after.fanOut].map((fanOut) =>
      JSON.stringify(Object.entries(fanOut ?? {}).find(([name]) => name === option)?.[1]),
    );
    if (was !== is && was !== undefined && is !== undefined) changes.push(`${option} ${was} → ${is}`);
  }
  if (!isSame(before.tags, after.tags)) changes.push('tags');
  if (before.description !== after.description) changes.push('docs');
  if (!isSame(before.schema, after.schema)) changes.push('schema');
  if (!isSame(before.chosenBy, after.chosenBy)) changes.push('the config that chose it');
  return changes;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function downstreamOf({ nodes }: GraphJson, touched: ReadonlySet<string>): string[] {
  const reached = new Set(touched);
  // In topological order a node comes after all that it depends on.
  for (const { name, dependencies } of nodes) if (dependencies.some((dependency) => reached.has(dependency))) reached.add(name);
  return [...reached].filter((name) => !touched.has(name));
}
