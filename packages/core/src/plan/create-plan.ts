import type { Graph } from '../graph/graph';
import { ArgumentMaker } from './arguments';
import { assignPhases } from './assign-phases';
import { BlockDrafts } from './block-draft';
import { buildBlock } from './build-block';
import { Plan } from './plan';
import { freeSlots } from './free-slots';
import { gatheringOf, selectNodes, type PlannedNode } from './planned-node';
import { releaseSlots } from './release-slots';
import type { PlanRequest } from './run-request';
import { draftSinks, type SinkWorkshop } from './sink-draft';
import { SlotLayout, slotNames } from './slot-layout';

/**
 * Plans a request: which nodes run, in which scope and phase, in which order, and which values each collector takes.
 * The request must have passed `checkRequest`. Time and size are linear in the nodes and their dependencies.
 */
export function createPlan(graph: Graph, request: PlanRequest): Plan {
  const nodes = selectNodes(graph, request);
  const entangled = new Set<string>();
  for (;;) {
    const planned = draftPlan(nodes, request, entangled);
    if (planned instanceof Plan) return planned;
    const known = entangled.size;
    for (const name of planned.stuck) entangled.add(name);
    if (entangled.size === known) throw new TypeError(`No order of passes was found for the fan-outs ${[...planned.stuck].join(', ')}`);
  }
}

/** A plan, or the fan-outs whose passes wait for each other. */
function draftPlan(
  selected: readonly PlannedNode[],
  request: PlanRequest,
  entangled: ReadonlySet<string>,
): Plan | { readonly stuck: ReadonlySet<string> } {
  const nodes = new Map(selected.map((node) => [node.name, node]));
  const layout = new SlotLayout();
  const workshop: SinkWorkshop = {
    nodes,
    layout,
    phases: assignPhases(selected, entangled),
    drafts: new BlockDrafts(),
    maker: new ArgumentMaker(nodes, layout),
  };
  for (const node of selected) placeNode(node, workshop);
  placeStream(request.stream, workshop);

  const passes = workshop.drafts.byFanOut();
  const stuck = new Set<string>();
  const { block } = buildBlock(workshop.drafts.root, { ...workshop, passes, stuck });
  if (stuck.size > 0) return { stuck };
  const outputs = request.outputs.map(({ name, each, key }) => ({
    key,
    name,
    slot: layout.slot([], each ? slotNames.column(gatheringOf(name), 0) : name),
  }));
  const given = selected.filter(({ by }) => by === 'given').map(({ name }) => ({ name, slot: layout.slot([], name) }));
  return new Plan({ root: freeSlots(releaseSlots(block), outputs), outputs, given });
}

function placeNode(node: PlannedNode, workshop: SinkWorkshop): void {
  const { drafts, layout, phases } = workshop;
  if (node.by === 'given') {
    layout.slot([], node.name);
    return;
  }
  if (node.closes.length > 0) draftSinks(node, workshop);
  if (node.by === 'gathering') return;
  const own = phases.of(node.name, node.scope);
  if (node.fanOut === undefined) drafts.block(node.scope, own).calls.push(node);
  else drafts.pass(node.lives, phases.of(node.name, node.lives));
}

/** Marks the pass in which the streamed node's value is found, and those around it. */
function placeStream(name: string | undefined, { nodes, layout, drafts, phases }: SinkWorkshop): void {
  const node = name === undefined ? undefined : nodes.get(name);
  if (node === undefined) return;
  const own = phases.of(node.name, node.lives);
  for (let depth = node.lives.length; depth > 0; depth--) {
    const pass = drafts.pass(node.lives.slice(0, depth), own.slice(0, depth));
    pass.stream = depth === node.lives.length ? layout.reference(depth, node.lives, node.name) : 'inner';
  }
}
