import { fanOutNames, type GraphView } from './graph-view';
import type { GraphNode, ItemErrorPolicy } from './graph-node';
import { nodeInfoOf, type NodeInfo } from './node-info';

/** A graph as plain data, for files and other programs. */
export interface GraphJson {
  readonly version: string;
  /** In topological order. */
  readonly nodes: readonly NodeJson[];
}

/** A node as plain data. */
interface NodeJson extends NodeInfo {
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
  const { fanOut, closes } = node;
  if (fanOut === undefined) return { ...nodeInfoOf(graph, node), closes: fanOutNames(graph, closes) };
  const { name, concurrency, window, buffer, ordered, uniqueKeys, onItemError } = fanOut;
  const options = { name, concurrency: numberJson(concurrency), window, buffer: numberJson(buffer), ordered, uniqueKeys, onItemError };
  return { ...nodeInfoOf(graph, node), closes: fanOutNames(graph, closes), fanOut: options };
}

function numberJson(value: number): number | 'Infinity' {
  return value === Infinity ? 'Infinity' : value;
}
