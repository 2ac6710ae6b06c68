import { isClass, type ClassType } from '../types/class-type';
import { describeSchema, type SchemaInfo } from '../types/describe-schema';
import type { Generated } from '../types/generated';
import type { Tags } from '../types/tags';
import { checkNodeFilter } from './check-node-filter';
import { fanOutNames, type GraphView } from './graph-view';
import type { GraphNode, GraphRole } from './graph-node';
import { hasTags, type TagFilter } from './tag-filter';

/** What there is to know about a node, as plain data. */
export interface NodeInfo {
  readonly name: string;
  /** Both `collect` and `parallelizable` for a method that is both. */
  readonly roles: readonly GraphRole[];
  /** The parallelizables inside whose items it runs, outermost first; `[]` at the root. */
  readonly scope: readonly string[];
  /** Names of the nodes that it depends on, in order of first mention. */
  readonly dependencies: readonly string[];
  /** Names of the nodes that depend on it, in topological order. */
  readonly dependants: readonly string[];
  readonly tags: Tags;
  readonly description: string;
  /** What it gives or accepts, if a schema says so. */
  readonly schema?: SchemaInfo;
  /** The class; empty for inputs that are only named, and for the config. */
  readonly module: string;
  /** Empty for inputs and config. */
  readonly method: string;
  /** What the node is there for, if a modifier made it, or made it lead to others. */
  readonly generated?: Generated;
  /** Changes when the source text of the method or its dependencies do, or its `version` option. */
  readonly version: string;
}

/** Which nodes are wanted; what is left out does not matter. */
export interface NodeFilter {
  /** All of these keys with one of the values; `null`: with any value. */
  readonly tags?: TagFilter;
  readonly role?: GraphRole;
  /** The class, or its name. */
  readonly module?: string | ClassType<object>;
}

/** Describes a node of the graph. */
export function nodeInfoOf(graph: GraphView, node: GraphNode): NodeInfo {
  return {
    name: node.name,
    roles: node.roles,
    scope: fanOutNames(graph, node.scope),
    dependencies: node.dependencies,
    dependants: graph.dependantsOf(node.name),
    tags: node.tags,
    description: node.description,
    module: node.moduleName,
    method: node.method?.key ?? '',
    ...(node.schema !== undefined && { schema: describeSchema(node.schema) }),
    ...(node.generated !== undefined && { generated: node.generated }),
    version: node.version,
  };
}

/**
 * Describes the nodes that a filter lets through, in topological order.
 *
 * @throws MillraceError `INVALID_OPTION` for a filter that is none.
 */
export function listNodes(graph: GraphView, filter: NodeFilter = {}): NodeInfo[] {
  checkNodeFilter(filter);
  return [...graph.nodes.values()].filter((node) => passes(node, filter)).map((node) => nodeInfoOf(graph, node));
}

function passes(node: GraphNode, { tags = {}, role, module }: NodeFilter): boolean {
  return (role === undefined || node.roles.includes(role)) && isOfModule(node, module) && hasTags(node, tags);
}

function isOfModule(node: GraphNode, module: NodeFilter['module']): boolean {
  if (module === undefined) return true;
  if (!isClass(module)) return node.moduleName === module;
  return node.method === undefined ? node.moduleName === module.name : node.method.module === module;
}
