import { DriverInstances } from '../driver/default-instances';
import { systemEnvironment } from '../driver/system-environment';
import { differentPlans, missingClasses, workerSetup } from '../errors/executor-errors';
import { buildGraph } from '../graph/build-graph';
import type { Graph } from '../graph/graph';
import type { NodeDefaults } from '../graph/node-defaults';
import { nodeInfoOf, type NodeInfo } from '../graph/node-info';
import type { Block } from '../plan/block';
import { createPlan } from '../plan/create-plan';
import { planOfBlock } from '../plan/plan-of-block';
import type { PlanRequest } from '../plan/run-request';
import { AbortListeners } from '../runtime/abort-listeners';
import { BlockRunner } from '../runtime/executors/block-runner';
import type { SentBlock, SentDriver } from '../runtime/executors/sent';
import { Hooks } from '../runtime/hooks/hooks';
import { LayerTable } from '../runtime/layers/layer-table';
import { Pool } from '../runtime/layers/pool';
import { linkPlan } from '../runtime/program';
import { ProgramBinder } from '../runtime/program-binder';
import type { RunSetting } from '../runtime/run-setting';
import { isClass, nameOfClass, type ClassType } from '../types/class-type';
import type { InstanceProvider } from '../types/instance-provider';
import { InstancesOfRuns } from './instances-of-runs';
import { Recent } from './recent';

/** How many blocks, of whatever requests, a driver remembers. */
const KEPT = 64;

/** What a worker has. */
export interface WorkerModules {
  /** What its modules export, by name. */
  readonly exports: readonly Readonly<Record<string, unknown>>[];
  /** Where instances come from, if not from the default. */
  readonly instances: InstanceProvider | undefined;
}

/** The part of a program that runs for the items of one fan-out. */
interface BlockProgram {
  readonly binder: ProgramBinder;
  readonly planned: Block;
}

/** A driver of another thread, made here of the worker's own classes. */
export class WorkerDriver {
  readonly #sent: SentDriver;
  readonly #graph: Graph;
  readonly #layers: LayerTable;
  readonly #hooks = new Hooks([]);
  readonly #instances: InstancesOfRuns;
  readonly #programs = new Recent<string, BlockProgram>(KEPT);
  readonly #abortListeners = new AbortListeners();

  /** @throws MillraceError `WORKER_SETUP` where the worker cannot have what the driver has. */
  constructor(sent: SentDriver, { exports, instances }: WorkerModules) {
    this.#sent = sent;
    const modules = findClasses(sent.modules, exports);
    const pools = Object.fromEntries(sent.pools.map((name) => [name, new Pool({ concurrency: 1 })]));
    const executors = Object.fromEntries(sent.executors.map((name) => [name, 'in-process' as const]));
    try {
      // The defaults were checked when the driver was made.
      this.#graph = buildGraph({ ...sent, modules, pools, executors, defaults: sent.defaults as readonly NodeDefaults[] });
    } catch (error) {
      throw workerSetup('The graph of the driver cannot be built in the worker. The cause says why.', error);
    }
    this.#layers = new LayerTable(this.#graph, { pools, hooks: this.#hooks, infoOf: (name) => this.#infoOf(name) });
    this.#instances = new InstancesOfRuns(new DriverInstances(modules, instances));
  }

  /** Makes a block ready to run items. Rejects with what instance providers throw, and where both sides have planned different things. */
  async open(block: SentBlock): Promise<BlockRunner> {
    const { binder, planned } = this.#program(block);
    const { run, runId, context } = block;
    const instances = await this.#instances.of(binder.program.modules, run, { runId, context });
    const overrides = new Map(Object.entries(block.overrides).map(([node, value]) => [node, () => value]));
    const bound = binder.bind(instances, overrides);
    const runner = new BlockRunner({ block, root: binder.program.root, bound, planned, setting: this.#setting(block, overrides) });
    if (runner.fingerprint !== block.fingerprint) throw differentPlans();
    return runner;
  }

  #program({ request, place }: SentBlock): BlockProgram {
    const { outputs, inputs, overrides, stream } = request;
    return this.#programs.get(JSON.stringify([outputs, [...inputs], [...overrides], stream, place]), () => this.#link(request, place));
  }

  #link(request: PlanRequest, place: number): BlockProgram {
    const cut = planOfBlock(createPlan(this.#graph, request), place);
    if (cut === undefined) throw differentPlans();
    const program = linkPlan(cut.plan, this.#graph, {
      layersOf: (node) => this.#layers.summaryOf(node),
      watchesItems: false,
      linkRemote: (step) => step,
    });
    return { binder: new ProgramBinder(program, { generation: this.#sent.codegen, layers: this.#layers }), planned: cut.block };
  }

  #setting({ runId, context, stopsAtFailure, maxConcurrency, graceMs }: SentBlock, overrides: RunSetting['overrides']): RunSetting {
    return {
      config: this.#graph.config,
      given: () => ({ value: undefined, schema: undefined }),
      overrides,
      instances: { get: () => ({}) },
      signal: undefined,
      abortListeners: this.#abortListeners,
      runId,
      context,
      onFailure: undefined,
      stopsAtFailure,
      maxConcurrency,
      graceMs,
      environment: systemEnvironment,
      hooks: this.#hooks,
      fanOutListeners: undefined,
      infoOf: (name) => this.#infoOf(name),
      outputs: [],
      stream: undefined,
    };
  }

  #infoOf(name: string): NodeInfo {
    const node = this.#graph.get(name);
    if (node === undefined) throw new TypeError(`the graph has no node "${name}"`);
    return nodeInfoOf(this.#graph, node);
  }
}

function findClasses(names: readonly string[], exports: WorkerModules['exports']): ClassType<object>[] {
  const exported = exports.flatMap((each) => Object.values(each)).filter((value) => isClass(value));
  const found = new Map(exported.map((cls) => [nameOfClass(cls), cls]));
  const missing = names.filter((name) => !found.has(name));
  if (missing.length > 0) throw missingClasses(missing, [...found.keys()]);
  return names.flatMap((name) => found.get(name) ?? []);
}
