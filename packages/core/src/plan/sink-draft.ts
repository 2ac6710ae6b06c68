import type { Column, OuterRequirement } from './block';
import { distinct, slotsOf, type ArgumentMaker } from './arguments';
import type { Phases } from './assign-phases';
import type { BlockDrafts } from './block-draft';
import { leavesOf, type Leaf, type PlannedNode } from './planned-node';
import { slotNames, type SlotLayout } from './slot-layout';

/** What drafting the sinks of a collector needs to know. */
export interface SinkWorkshop {
  readonly nodes: ReadonlyMap<string, PlannedNode>;
  readonly layout: SlotLayout;
  readonly phases: Phases;
  readonly drafts: BlockDrafts;
  readonly maker: ArgumentMaker;
}

/** Adds the sinks of a collector to the passes that it gathers from: one for each fan-out that it closes (S4, S5). */
export function draftSinks(collector: PlannedNode, workshop: SinkWorkshop): void {
  const gathered = gatheredLeaves(collector);
  for (let depth = collector.closes.length - 1; depth >= 0; depth--) {
    const scope = [...collector.scope, ...collector.closes.slice(0, depth + 1)];
    const phases = scope.map((_, level) => Math.max(0, ...gathered.map(({ name }) => workshop.phases.of(name, scope)[level] ?? 0)));
    const innermost = depth === collector.closes.length - 1;
    const columns = draftColumns(collector, { scope, depth, innermost }, workshop);
    workshop.drafts.pass(scope, phases).sinks.push({
      collector: collector.name,
      depth,
      columns,
      requires: distinct(columns.flatMap(({ entry }) => slotsOf(entry, false))),
      outer: outerRequirements(gathered, scope.length - 1, workshop.nodes, workshop.maker),
    });
  }
}

function gatheredLeaves(collector: PlannedNode): Leaf[] {
  return collector.parameters.filter(({ kind }) => kind === 'gather' || kind === 'fold').flatMap((parameter) => [...leavesOf(parameter)]);
}

interface Level {
  readonly scope: readonly string[];
  readonly depth: number;
  readonly innermost: boolean;
}

function draftColumns(collector: PlannedNode, { scope, depth, innermost }: Level, { layout, maker }: SinkWorkshop): Column[] {
  const columns: Column[] = [];
  collector.parameters.forEach((parameter, position) => {
    if (parameter.kind !== 'gather' && parameter.kind !== 'fold') return;
    const name = slotNames.column(collector.name, position);
    const merges = parameter.kind === 'fold' && parameter.reducer.merge !== undefined;
    columns.push({
      target: layout.slot(scope.slice(0, -1), name),
      kind: parameter.kind === 'fold' && (depth === 0 || merges) ? 'fold' : 'list',
      parameter: position,
      takes: innermost ? 'entry' : merges ? 'accumulator' : 'entries',
      entry: innermost ? maker.ofEntry(parameter.entry, scope.length) : { kind: 'slot', up: 0, slot: layout.slot(scope, name) },
    });
  });
  return columns;
}

/** The values outside a fan-out that what is gathered inside it depends on, directly or not. */
function outerRequirements(
  gathered: readonly Leaf[],
  depth: number,
  nodes: ReadonlyMap<string, PlannedNode>,
  maker: ArgumentMaker,
): OuterRequirement[] {
  const seen = new Map<string, boolean>();
  const found = new Map<string, OuterRequirement>();
  const open = gathered.map(({ name, use }) => ({ name, settled: use === 'settled' }));
  for (let leaf = open.pop(); leaf !== undefined; leaf = open.pop()) {
    const { name, settled } = leaf;
    const node = nodes.get(name);
    const before = seen.get(name);
    if (node === undefined || node.by === 'given' || before === false || before === settled) continue;
    seen.set(name, settled);
    if (node.lives.length <= depth) {
      found.set(name, { ...maker.reference(name, depth), settled });
      continue;
    }
    for (const parameter of node.parameters)
      for (const { name: next, use } of leavesOf(parameter)) open.push({ name: next, settled: settled || use === 'settled' });
    // Without the items around it there is nothing to settle either.
    for (const around of node.scope.slice(depth)) open.push({ name: around, settled: false });
  }
  return [...found.values()];
}
