import type { Graph } from '../graph/graph';
import type { Block, CallStep, Column, FanOutStep, Sink, SlotRef, Step } from '../plan/block';
import { readsOfSink } from '../plan/arguments';
import type { Plan } from '../plan/plan';
import type { ClassType } from '../types/class-type';
import type { Reducer } from '../types/reducer';
import { EMPTY } from './absent';
import { batchSizeOf } from './batch-size';
import type { CachedStep } from './caching/cached-step';
import { calleeOf, type Callee } from './callee';
import { BARE, type CallSummary } from './call-summary';
import { isLinear } from './is-linear';
import { allDefined, ownSlot } from './own-slot';
import type { RemoteBlock } from './executors/remote-block';
import { compileArgument, readContext, type Read } from './read-argument';

/** One call: of which method, and how its arguments are read. */
export interface Invocation {
  readonly node: string;
  readonly callee: Callee;
  /** Where the run keeps the bound call. */
  readonly place: number;
  readonly reads: readonly Read[];
  /** For each argument that is a slot of the frame itself, as most are: this slot. */
  readonly slots: readonly (number | undefined)[];
  /** Whether some argument is the call's context. */
  readonly hasContext: boolean;
  /** The config that the context gives, where that is not the driver's. */
  readonly config: Readonly<Record<string, unknown>> | undefined;
  /** Whether something is done around the call: retries, a time-out, the cache. */
  readonly layered: boolean;
  /** Whether what is around the call sees to its permit. */
  readonly permitted: boolean;
  /** Hooks that are told of the call, where they are all that is around it. */
  readonly hooks: CallSummary['hooks'];
  /** What its results are kept by, where they are. */
  readonly caching: CachedStep | undefined;
  /** Whether the method is called by way of the bound call only: for its context, or its layers. */
  readonly indirect: boolean;
}

/** A call step, ready to be interpreted. */
export interface LinkedCall extends Invocation, Pick<CallStep, 'target' | 'needs' | 'requires' | 'frees'> {
  readonly kind: 'call';
  /** Its place among the steps of the block. */
  readonly position: number;
  readonly dependants: readonly LinkedStep[];
}

/** A pass over a fan-out, ready to be interpreted. */
export interface LinkedFanOut extends Omit<FanOutStep, 'open' | 'body' | 'sinks' | 'dependants'> {
  readonly open: Invocation | undefined;
  /** What the fan-out is called in paths, events and messages. */
  readonly name: string;
  readonly key: ((item: unknown, index: number) => string) | undefined;
  readonly body: LinkedBlock;
  readonly sinks: readonly LinkedSink[];
  /** How the columns of all sinks are read, in their order. */
  readonly reads: readonly Read[];
  readonly dependants: readonly LinkedStep[];
  /** How many items that have ended are handed over at once at most. */
  readonly batchSize: number;
  /** The same, where items mostly need no more than direct calls. */
  readonly straight: boolean;
  /** Whether what is around the call that opens it sees to its permit. */
  readonly permitted: boolean;
  /** Whether an item ends as its calls do: no inner fan-out, no later pass, no key, no stream. */
  readonly plain: boolean;
  /** Whether hooks are told of each item. */
  readonly watched: boolean;
  /** What crosses where the items run elsewhere. */
  readonly remote?: RemoteBlock;
  /** Where all that the sinks read are slots of the frame itself: these slots, in the order of `reads`. */
  readonly readSlots: readonly number[] | undefined;
}

export interface LinkedSink extends Omit<Sink, 'columns'> {
  /** The place of its first column in a row. */
  readonly offset: number;
  /** All slots that the entries read, those inside `settled` included. */
  readonly mentions: readonly SlotRef[];
  readonly columns: readonly LinkedColumn[];
}

export interface LinkedColumn extends Column {
  readonly read: Read;
  /** Present where the column is folded, here or by an outer sink. */
  readonly reducer: Reducer<unknown, unknown, unknown> | undefined;
}

export type LinkedStep = LinkedCall | LinkedFanOut;

export interface LinkedBlock {
  /** By which the generated code of the block is known. */
  readonly place: number;
  readonly steps: readonly LinkedStep[];
  /** At the root: the slots of outputs. */
  readonly outputs: ReadonlySet<number>;
  /** What fills the slots, for messages. */
  readonly names: readonly string[];
  /** The slots of a new frame. */
  readonly template: readonly unknown[];
  readonly released: readonly number[];
  /** Whether every fan-out around it lets a failure through, so that one ends the run (E5). */
  readonly fatal: boolean;
  /** Whether it has nothing but calls, of which each needs the one before it, directly or not: never more than one of them is under way. */
  readonly linear: boolean;
}

/** A plan with its methods, reducers and readers looked up: what the interpreter works on. It holds no state of a run. */
export interface Program {
  readonly plan: Plan;
  readonly root: LinkedBlock;
  /** All calls, each known by its place here. */
  readonly invocations: readonly Invocation[];
  /** The classes whose instances the run needs, each once. */
  readonly modules: readonly ClassType<object>[];
}

/** What is done around calls and items. */
export interface Surroundings {
  readonly layersOf: (node: string) => CallSummary;
  /** Whether hooks are told of each item. */
  readonly watchesItems: boolean;
  /** The calls whose results are kept, by node. */
  readonly cachedSteps?: ReadonlyMap<string, CachedStep>;
  /** Makes a step of which the items run elsewhere. */
  readonly linkRemote: (step: LinkedFanOut, planned: Block) => LinkedFanOut;
}

/** Links a plan to the methods of its graph. */
export function linkPlan(plan: Plan, graph: Graph, around: Surroundings): Program {
  const linker = new Linker(graph, around);
  const root = { ...linker.block(plan.root, true), outputs: new Set(plan.outputs.map(({ slot }) => slot)) };
  const modules = new Set(linker.invocations.flatMap(({ callee }) => (callee.by === 'method' ? [callee.module] : [])));
  return { plan, root, invocations: linker.invocations, modules: [...modules] };
}

const none: ReadonlySet<number> = new Set();

/** Where a step stands in its block. */
interface StepPlace {
  readonly position: number;
  readonly dependants: readonly LinkedStep[];
  readonly fatal: boolean;
}

class Linker {
  readonly invocations: Invocation[] = [];
  readonly #graph: Graph;
  readonly #around: Surroundings;
  #blocks = 0;

  constructor(graph: Graph, around: Surroundings) {
    this.#graph = graph;
    this.#around = around;
  }

  block(block: Block, fatal: boolean): LinkedBlock {
    const place = this.#blocks++;
    // Steps refer to each other, so the lists of dependants are filled when all steps exist.
    const dependants = block.steps.map((): LinkedStep[] => []);
    const steps = block.steps.map((step, position) => this.#step(step, { position, dependants: dependants[position] ?? [], fatal }));
    block.steps.forEach((step, position) => {
      for (const dependant of step.dependants) {
        const linked = steps[dependant];
        if (linked !== undefined) dependants[position]?.push(linked);
      }
    });
    return {
      place,
      steps,
      names: block.slots,
      template: block.slots.map(() => EMPTY),
      released: block.released,
      outputs: none,
      fatal,
      linear: isLinear(block.steps) && !steps.some(({ permitted }) => permitted),
    };
  }

  #step(step: Step, { position, dependants, fatal }: StepPlace): LinkedStep {
    if (step.kind === 'call') {
      const { target, needs, requires, frees } = step;
      return { kind: 'call', position, ...this.#invocation(step.node, step), target, needs, requires, frees, dependants };
    }
    let width = 0;
    const sinks = step.sinks.map((sink) => ({
      offset: (width += sink.columns.length) - sink.columns.length,
      ...sink,
      mentions: readsOfSink(sink),
      columns: sink.columns.map((column) => this.#column(sink, column)),
    }));
    const body = this.block(step.body, fatal && step.onItemError.kind === 'fail');
    const { name = step.parallelizable, key } = this.#graph.get(step.parallelizable)?.fanOut ?? {};
    const open = step.open === undefined ? undefined : this.#invocation(step.parallelizable, step.open);
    const { watchesItems: watched } = this.#around;
    const isLast = step.open !== undefined && step.last && step.stream === undefined && key === undefined;
    const plain = isLast && body.steps.every(({ kind }) => kind === 'call');
    const linked: LinkedFanOut = {
      ...step,
      readSlots: allDefined(sinks.flatMap(({ columns }) => columns.map(({ entry }) => ownSlot(entry)))),
      plain,
      straight: plain && !watched && body.steps.every((inner) => inner.kind === 'call' && !inner.indirect),
      open,
      permitted: open?.permitted === true,
      watched,
      name,
      key,
      body,
      sinks,
      reads: sinks.flatMap(({ columns }) => columns.map(({ read }) => read)),
      dependants,
      batchSize: batchSizeOf(sinks),
    };
    return step.executor === undefined ? linked : this.#around.linkRemote(linked, step.body);
  }

  #invocation(node: string, { by, arguments: args }: Pick<CallStep, 'by' | 'arguments'>): Invocation {
    const method = this.#graph.get(node)?.method;
    const hasContext = by === 'override' || args.some(({ kind }) => kind === 'context');
    const around = by === 'override' ? BARE : this.#around.layersOf(node);
    const invocation: Invocation = {
      node,
      callee: by === 'override' || method === undefined ? { by: 'override', node } : calleeOf(node, method),
      place: this.invocations.length,
      reads: by === 'override' ? [readContext] : args.map(compileArgument),
      slots: by === 'override' ? [] : args.map(ownSlot),
      hasContext,
      config: method?.config,
      layered: around.isLayered,
      permitted: around.takesPermit,
      hooks: around.hooks,
      caching: this.#around.cachedSteps?.get(node),
      indirect: hasContext || around.isLayered || around.hooks !== undefined,
    };
    this.invocations.push(invocation);
    return invocation;
  }

  #column({ collector }: Sink, column: Column): LinkedColumn {
    const parameter = this.#graph.get(collector)?.parameters[column.parameter];
    return { ...column, read: compileArgument(column.entry), reducer: parameter?.kind === 'fold' ? parameter.reducer : undefined };
  }
}
