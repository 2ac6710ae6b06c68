import type { MillraceError } from '../errors/millrace-error';
import type { Graph } from '../graph/graph';
import { nodeInfoOf, type NodeInfo } from '../graph/node-info';
import { crossingFaults } from '../plan/check-crossing';
import { createPlan } from '../plan/create-plan';
import type { Plan } from '../plan/plan';
import type { PlanRequest } from '../plan/run-request';
import { cachedSteps, type CachedStep } from '../runtime/caching/cached-step';
import { linkRemote } from '../runtime/executors/link-remote';
import type { LayerSetting } from '../runtime/layers/layers-of';
import { LayerTable } from '../runtime/layers/layer-table';
import { linkPlan } from '../runtime/program';
import { ProgramBinder } from '../runtime/program-binder';
import type { CodeGeneration } from '../runtime/program-code';
import { faultsOf, refusalOf, type ReadRequest } from './read-request';

/** How many requests a driver remembers. */
const KEPT = 64;

/** What programs are linked with. */
export interface PlanSetting extends Pick<LayerSetting, 'pools' | 'hooks' | 'caching'> {
  readonly codegen: CodeGeneration;
}

/** The programs of a driver's latest requests: one that comes again is neither checked nor planned nor linked again. */
export class PlanCache {
  readonly #graph: Graph;
  readonly #generation: CodeGeneration;
  readonly #layers: LayerTable;
  readonly #watchesItems: boolean;
  readonly #caching: LayerSetting['caching'];
  readonly #mayDefer: boolean;
  readonly #programs = new Map<string, ProgramBinder>();

  constructor(graph: Graph, { codegen, pools, hooks, caching }: PlanSetting) {
    this.#watchesItems = hooks.with('onItem').length > 0;
    this.#graph = graph;
    this.#generation = codegen;
    this.#caching = caching;
    // Hooks see arguments and results.
    this.#mayDefer = !hooks.seeCalls;
    this.#layers = new LayerTable(graph, { pools, hooks, caching, infoOf: (name) => infoOf(graph, name) });
  }

  /** The program of a request, to be bound to instances, or why the request is refused. */
  binder(read: ReadRequest): ProgramBinder | MillraceError {
    const key = keyOf(read.request);
    const known = read.faults.length === 0 ? this.#programs.get(key) : undefined;
    return known ?? refusalOf(faultsOf(this.#graph, read)) ?? this.#remember(key, this.#link(read));
  }

  #link({ request }: ReadRequest): ProgramBinder | MillraceError {
    const plan = createPlan(this.#graph, request);
    const refusal = refusalOf(crossingFaults(plan));
    if (refusal !== undefined) return refusal;
    const program = linkPlan(plan, this.#graph, {
      layersOf: (node) => this.#layers.summaryOf(node),
      watchesItems: this.#watchesItems,
      linkRemote,
      cachedSteps: this.#cachedSteps(plan),
    });
    return new ProgramBinder(program, { generation: this.#generation, layers: this.#layers });
  }

  #cachedSteps(plan: Plan): ReadonlyMap<string, CachedStep> {
    const caching = this.#caching;
    if (caching === undefined) return new Map();
    const { isCached, isIgnored } = caching;
    return cachedSteps(plan, this.#graph, { isCached, isIgnored, mayDefer: this.#mayDefer });
  }

  #remember(key: string, program: ProgramBinder | MillraceError): ProgramBinder | MillraceError {
    if (program instanceof Error) return program;
    const oldest = this.#programs.keys().next();
    if (this.#programs.size >= KEPT && oldest.done !== true) this.#programs.delete(oldest.value);
    this.#programs.set(key, program);
    return program;
  }
}

/** All that the check and the plan depend on, which is names; each stands there with its length, so that no two requests look alike. */
function keyOf({ outputs, inputs, overrides, stream }: PlanRequest): string {
  let key = stream === undefined ? '' : named('stream', stream);
  for (const { name, each } of outputs) key += named(each ? 'each' : '', name);
  for (const name of inputs) key += named('in', name);
  for (const name of overrides) key += named('over', name);
  return key;
}

function named(what: string, name: string): string {
  return `${what}${name.length}:${name}`;
}

/** The plan of a request, for looking at: an input that is missing would only matter to a run. */
export function planOf(graph: Graph, read: ReadRequest): Plan {
  const refusal = refusalOf(faultsOf(graph, read).filter(({ code }) => code !== 'MISSING_INPUT'));
  if (refusal !== undefined) throw refusal;
  const plan = createPlan(graph, read.request);
  const crossing = refusalOf(crossingFaults(plan));
  if (crossing !== undefined) throw crossing;
  return plan;
}

/** Describes a node that the graph has. */
export function infoOf(graph: Graph, name: string): NodeInfo {
  const node = graph.get(name);
  if (node === undefined) throw new TypeError(`the graph has no node "${name}"`);
  return nodeInfoOf(graph, node);
}
