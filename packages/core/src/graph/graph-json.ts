import { canonicalText } from './canonical-text';
import { edgeKinds } from './edge-kinds';
import type { GraphNode, ItemErrorPolicy } from './graph-node';
import { fanOutNames, type GraphView } from './graph-view';
import { nodeInfoOf, type NodeInfo } from './node-info';

/** A graph as plain data, for files, drawings and other programs. */
export interface GraphJson {
  readonly version: string;
  /** In topological order. */
  readonly nodes: readonly NodeJson[];
}

/** A node as plain data. */
export interface NodeJson extends NodeInfo {
  /** `Class.method`, for messages. */
  readonly place: string;
  /** Those of the dependencies that it gathers from the items of a fan-out. */
  readonly gathers: readonly string[];
  /** Those of the dependencies that may be absent. */
  readonly optional: readonly string[];
  /** The config that chose this variant of the node: the keys, and their values as text, or `absent`. */
  readonly chosenBy: Readonly<Record<string, string>>;
  /** What a collector closes, outermost first; else empty. */
  readonly closes: readonly string[];
  /** Only for parallelizables. */
  readonly fanOut?: FanOutJson;
}

/** A parallelizable's options; JSON has no Infinity, so it is written as a string. */
interface FanOutJson {
  readonly name: string;
  readonly concurrency: number | 'Infinity';
  readonly window: number;
  readonly buffer: number | 'Infinity';
  readonly ordered: boolean;
  readonly uniqueKeys: boolean;
  readonly onItemError: ItemErrorPolicy;
}

/** Writes a graph as plain data. */
export function graphJson(graph: GraphView): GraphJson {
  return { version: graph.version, nodes: [...graph.nodes.values()].map((node) => nodeJson(graph, node)) };
}

function nodeJson(graph: GraphView, node: GraphNode): NodeJson {
  const kinds = [...edgeKinds(node)];
  const named = (wanted: string): string[] => kinds.flatMap(([name, kind]) => (kind === wanted ? [name] : []));
  const json: NodeJson = {
    ...nodeInfoOf(graph, node),
    place: node.place,
    gathers: named('gathered'),
    optional: named('optional'),
    chosenBy: Object.fromEntries(node.configKeys.map((key) => [key, configText(node.method?.config ?? graph.config, key)])),
    closes: fanOutNames(graph, node.closes),
  };
  const { fanOut } = node;
  if (fanOut === undefined) return json;
  const { name, concurrency, window, buffer, ordered, uniqueKeys, onItemError } = fanOut;
  const options = { name, concurrency: numberJson(concurrency), window, buffer: numberJson(buffer), ordered, uniqueKeys, onItemError };
  return { ...json, fanOut: options };
}

function configText(config: GraphView['config'], key: string): string {
  return Object.hasOwn(config, key) ? canonicalText(config[key]) : 'absent';
}

function numberJson(value: number): number | 'Infinity' {
  return value === Infinity ? 'Infinity' : value;
}
