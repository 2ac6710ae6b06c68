import { describeSchema } from '../types/describe-schema';
import { canonicalText } from './canonical-text';
import type { DrawOptions } from './draw-options';
import type { GraphNode } from './graph-node';
import type { GraphView } from './graph-view';

/** What is written below the name of a node: the config that chose this variant of it, and its tags and the fields of its schema where they are asked for. */
export function notesOf(node: GraphNode, graph: GraphView, { showTags = false, showSchemas = false }: DrawOptions): readonly string[] {
  const chosen = node.configKeys.map((key) => `${key} = ${Object.hasOwn(graph.config, key) ? canonicalText(graph.config[key]) : 'absent'}`);
  const tags = showTags ? Object.entries(node.tags).map(([key, value]) => `${key}: ${[value].flat().join(', ')}`) : [];
  const fields = showSchemas && node.schema !== undefined ? Object.entries(describeSchema(node.schema).fields) : [];
  return [...chosen, ...tags, ...fields.map(([field, type]) => `${field}: ${type}`)];
}
