import type { FanOutOptions } from '../graph/graph-node';
import { distinct, readsOfSink, slotsOf, type ArgumentMaker } from './arguments';
import type { Block, CallStep, FanOutStep, SlotRef } from './block';
import type { BlockDraft, PassDraft } from './block-draft';
import { orderSteps, type UnorderedStep } from './order-steps';
import type { PlannedNode } from './planned-node';
import { slotNames, type SlotLayout } from './slot-layout';

/** What building blocks out of drafts needs to know. */
export interface BlockWorkshop {
  readonly nodes: ReadonlyMap<string, PlannedNode>;
  readonly layout: SlotLayout;
  readonly maker: ArgumentMaker;
  /** All passes over each fan-out, in order. */
  readonly passes: ReadonlyMap<string, readonly PassDraft[]>;
  /** Takes the fan-outs whose passes wait for each other, so that no order was found. */
  readonly stuck: Set<string>;
}

/** A block, and what it reads from frames around its own (counted from its own). */
interface BuiltBlock {
  readonly block: Block;
  readonly reads: readonly SlotRef[];
}

/** Builds the block of a draft and all blocks inside it. */
export function buildBlock(draft: BlockDraft, workshop: BlockWorkshop): BuiltBlock {
  const steps = [...draft.calls.map((node) => callStep(node, workshop)), ...draft.passes.map((pass) => fanOutStep(pass, draft, workshop))];
  const block: Block = {
    scope: draft.scope,
    // Slots are handed out until the whole plan is built.
    get slots() {
      return workshop.layout.names(draft.scope);
    },
    steps: orderSteps(steps, (step) => step.fanOut !== undefined && workshop.stuck.add(step.fanOut)),
    released: [],
  };
  return { block, reads: distinct(steps.flatMap(({ reads }) => reads)) };
}

function callStep(node: PlannedNode, { layout, maker }: BlockWorkshop): UnorderedStep {
  const args = maker.ofCall(node);
  const reads = distinct(args.flatMap((argument) => slotsOf(argument, true)));
  const target = layout.slot(node.scope, node.name);
  const by = node.by === 'override' ? 'override' : 'method';
  return {
    fanOut: undefined,
    reads,
    fills: [target],
    make: (needs, dependants): CallStep => ({
      kind: 'call',
      node: node.name,
      by,
      target,
      arguments: args,
      needs,
      requires: reads,
      dependants,
      frees: [],
    }),
  };
}

function fanOutStep(pass: PassDraft, around: BlockDraft, workshop: BlockWorkshop): UnorderedStep {
  const { layout, maker, nodes } = workshop;
  const node = nodes.get(pass.parallelizable);
  const options = node?.fanOut;
  if (node === undefined || options === undefined) throw new TypeError(`"${pass.parallelizable}" is in a scope but is no parallelizable`);

  const siblings = workshop.passes.get(pass.parallelizable) ?? [pass];
  const position = siblings.indexOf(pass);
  const slotOfPass = (sibling: PassDraft | undefined): number =>
    layout.slot(around.scope, slotNames.pass(pass.parallelizable, (sibling ?? pass).body.phases));
  const open =
    position === 0
      ? { by: node.by === 'override' ? ('override' as const) : ('method' as const), arguments: maker.ofCall(node) }
      : undefined;
  const items = slotOfPass(siblings[0]);
  const requires = open === undefined ? [{ up: 0, slot: items }] : distinct(open.arguments.flatMap((argument) => slotsOf(argument, true)));

  const { block: body, reads } = buildBlock(pass.body, workshop);
  const outward = [...reads, ...pass.sinks.flatMap(readsOfSink)].filter(({ up }) => up > 0).map(({ up, slot }) => ({ up: up - 1, slot }));
  const before = position === 0 ? [] : [{ up: 0, slot: slotOfPass(siblings[position - 1]) }];
  const target = slotOfPass(pass);
  return {
    fanOut: pass.parallelizable,
    reads: distinct([...requires, ...before, ...outward, ...pass.sinks.flatMap(({ outer }) => outer)]),
    fills: [target, ...pass.sinks.flatMap(({ columns }) => columns.map((column) => column.target))],
    make: (needs, dependants): FanOutStep => ({
      kind: 'fan-out',
      parallelizable: pass.parallelizable,
      phase: pass.body.phases.at(-1) ?? 0,
      target,
      needs,
      requires,
      dependants,
      frees: [],
      open,
      items,
      keeps: position < siblings.length - 1,
      last: position === siblings.length - 1,
      ...scheduling(options),
      windowed: options.ordered && pass.sinks.some(({ columns }) => columns.some(({ kind }) => kind === 'fold')),
      executor: around.scope.some((name) => nodes.get(name)?.fanOut?.executor !== undefined) ? undefined : options.executor,
      body,
      sinks: pass.sinks,
      stream: pass.stream,
    }),
  };
}

function scheduling({
  concurrency,
  ordered,
  onItemError,
  uniqueKeys,
  buffer,
  window,
}: FanOutOptions): Pick<FanOutStep, Exclude<keyof FanOutOptions & keyof FanOutStep, 'executor'>> {
  return { concurrency, ordered, onItemError, uniqueKeys, buffer, window };
}
