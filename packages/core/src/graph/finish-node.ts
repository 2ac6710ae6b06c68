import { configKeysOf } from '../modifiers/config-keys';
import { isStandardSchema } from '../types/standard-schema';
import type { CachePolicy } from '../types/cache-policy';
import type { NodeOperations } from '../types/node-operations';
import { canonicalText } from './canonical-text';
import { fanOutOptions, type FanOutsOfDriver } from './fan-out-options';
import type { FanOutOptions, GraphMethod, GraphNode, GraphRole, InputOptions, Parameter } from './graph-node';
import type { Link } from './link';
import { namesIn, withFanOuts } from './linked-keys';
import { shortHash, versionOf } from './node-version';
import type { Placement } from './placement';
import { findMethod } from './find-method';
import type { NodeTable } from './node-table';
import { fanOutName, type MethodVertex, type ValueVertex, type Vertex } from './vertex';

/** What finishing a node needs besides the node. */
export interface Finished {
  readonly table: NodeTable;
  readonly links: readonly (Link | undefined)[];
  readonly placements: readonly (Placement | undefined)[];
  /** What the driver says about parallelizables. */
  readonly fanOuts: FanOutsOfDriver;
  /** What is done around the calls of each node. */
  readonly operations: readonly (NodeOperations | undefined)[];
  readonly cachePolicies: readonly (CachePolicy | undefined)[];
}

/** The node of the graph, once no fault was found. */
export function finishNode(vertex: Vertex, finished: Finished): GraphNode {
  return vertex.kind === 'method' ? new MethodNode(vertex, finished) : new ValueNode(vertex);
}

const none: readonly never[] = [];

class MethodNode implements GraphNode {
  readonly name: string;
  readonly roles: readonly GraphRole[];
  readonly scope: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly closes: readonly string[];
  readonly fanOut: FanOutOptions | undefined;
  readonly input = undefined;
  readonly method: GraphMethod;
  readonly generated: GraphNode['generated'];
  readonly dependencies: readonly string[];
  readonly tags: GraphNode['tags'];
  readonly schema: GraphNode['schema'];
  readonly operations: GraphNode['operations'];
  readonly cache: GraphNode['cache'];
  readonly description: string;
  readonly moduleName: string;
  readonly place: string;
  readonly #vertex: MethodVertex;
  #version: string | undefined;

  constructor(vertex: MethodVertex, { table, links, placements, fanOuts, operations, cachePolicies }: Finished) {
    const { definition, module } = vertex;
    const link = links[vertex.id];
    const placement = placements[vertex.id];
    this.#vertex = vertex;
    this.name = vertex.name;
    this.roles = definition.roles;
    this.scope = placement?.scope.path ?? none;
    this.closes = placement?.closes ?? none;
    const fanOutOfKeys = new Map<string, string>();
    for (const id of link?.uses?.keys ?? none) {
      const name = table.at(id)?.name;
      const innermost = placements[id]?.lives.path.at(-1);
      if (name !== undefined && innermost !== undefined) fanOutOfKeys.set(name, innermost);
    }
    this.parameters =
      fanOutOfKeys.size === 0 ? (link?.parameters ?? none) : (link?.parameters ?? none).map((each) => withFanOuts(each, fanOutOfKeys));
    this.dependencies = fanOutOfKeys.size === 0 ? namesOf(link, table) : namesIn(this.parameters);
    this.fanOut = definition.roles.includes('parallelizable') ? fanOutOptions(fanOutName(vertex), definition.options, fanOuts) : undefined;
    const { method: key, call, generated } = definition;
    const config = module.within === undefined ? {} : { config: module.config };
    this.method = { module: module.cls, key, ...(call !== undefined && { call }), ...config };
    this.generated = generated;
    this.tags = definition.tags;
    this.schema = definition.schema;
    this.operations = operations[vertex.id];
    this.cache = cachePolicies[vertex.id];
    this.description = definition.description;
    this.moduleName = module.name;
    this.place = vertex.place;
  }

  get configKeys(): readonly string[] {
    return configKeysOf(this.#vertex.definition);
  }

  /** Computed when it is asked for: hashing all methods would take longer than building the graph. */
  get version(): string {
    const { module, definition } = this.#vertex;
    return (this.#version ??= versionOf({ definition, method: findMethod(module, definition.method), parameters: this.parameters }));
  }
}

class ValueNode implements GraphNode {
  readonly name: string;
  readonly roles: readonly GraphRole[];
  readonly scope = none;
  readonly parameters = none;
  readonly closes = none;
  readonly fanOut = undefined;
  readonly input: InputOptions;
  readonly method = undefined;
  readonly generated = undefined;
  readonly operations = undefined;
  readonly cache = undefined;
  readonly configKeys = none;
  readonly dependencies = none;
  readonly tags = {};
  readonly description: string;
  readonly moduleName: string;
  readonly place: string;

  constructor({ name, kind, input, description, moduleName, place }: ValueVertex) {
    this.name = name;
    this.roles = [kind];
    this.input = input;
    this.description = description;
    this.moduleName = moduleName;
    this.place = place;
  }

  get schema(): GraphNode['schema'] {
    return isStandardSchema(this.input.schema) ? this.input.schema : undefined;
  }

  get version(): string {
    const fallback = this.input.default;
    return shortHash(fallback === undefined ? this.name : `${this.name}\n${canonicalText(fallback.value)}`);
  }
}

function namesOf(link: Link | undefined, table: NodeTable): readonly string[] {
  if (link === undefined || link.dependencies.length === 0) return none;
  return link.dependencies.map((id) => table.at(id)?.name ?? '');
}
