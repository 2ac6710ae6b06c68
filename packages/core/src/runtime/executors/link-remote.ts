import { shortHash } from '../../graph/node-version';
import { readsOfSink, slotsOf } from '../../plan/arguments';
import type { Block, SlotRef } from '../../plan/block';
import { allDefined, ownSlot } from '../own-slot';
import type { LinkedBlock, LinkedFanOut, LinkedSink } from '../program';
import { Pace } from './pace';
import type { RemoteBlock } from './remote-block';

/** A fan-out step whose items run elsewhere: its collectors take accumulators where entries are folded there. */
export function linkRemote(step: LinkedFanOut, planned: Block): LinkedFanOut {
  const remote = remoteBlockOf(step, planned);
  const sinks = step.sinks.map((sink, index) => withAccumulators(sink, index, remote));
  const columns = sinks.flatMap((sink) => sink.columns);
  return {
    ...step,
    remote,
    sinks,
    straight: false,
    reads: columns.map(({ read }) => read),
    readSlots: allDefined(columns.map(({ entry }) => ownSlot(entry))),
  };
}

/** Where nothing is folded here, what is held back of a batch that came early is an accumulator; so the window need not be narrow. */
const FOLDED_WINDOW = 2 ** 16;

/** What crosses; the same on both sides, since both have the same plan. */
export function remoteBlockOf(step: LinkedFanOut, planned: Block): RemoteBlock {
  const { body, sinks, keeps, stream } = step;
  const folds = foldsOf(step);
  const isFolded = (sink: number, column: number): boolean => folds.some((fold) => fold.sink === sink && fold.column === column);
  const filled = new Set(body.steps.flatMap(filledBy));
  const passes = new Set(body.steps.flatMap((inner) => (inner.kind === 'fan-out' ? [inner.target] : [])));

  const here = sinks.flatMap((sink, index) =>
    sink.columns.flatMap(({ entry }, column) => (isFolded(index, column) ? [] : slotsOf(entry, true))),
  );
  const there = sinks
    .filter((_, index) => folds.some(({ sink }) => sink === index))
    .flatMap((sink) => [...sink.requires, ...readsOfSink(sink)]);
  const read = [...readsOf(body, 0), ...there];
  const kept = keeps ? [...filled].filter((slot) => !body.released.includes(slot)) : [];
  const back = [...ownSlots(here), ...kept, ...(typeof stream === 'object' ? [stream.slot] : [])];
  return {
    place: body.place,
    fingerprint: shortHash(JSON.stringify(shapeOf(planned))),
    names: planned.slots,
    inputs: distinct(ownSlots(read).filter((slot) => !filled.has(slot))),
    around: distinctReferences(read.filter(({ up }) => up > 0)),
    outputs: distinct(back.filter((slot) => filled.has(slot) && !passes.has(slot))),
    filled: [...filled],
    folds,
    window: sinks.some(({ columns }, sink) => columns.some(({ kind }, column) => kind === 'fold' && !isFolded(sink, column)))
      ? step.window
      : Math.max(step.window, FOLDED_WINDOW),
    keepsItems: keeps || [...ownSlots(here), typeof stream === 'object' ? stream.slot : -1].includes(0),
    hasContext: callsOf(body).some(({ hasContext, callee }) => hasContext && callee.by !== 'override'),
    overridden: distinct(callsOf(body).flatMap(({ callee, node }) => (callee.by === 'override' ? [node] : []))),
    pace: new Pace(),
  };
}

/** What tells a block from others: its nodes, and where their values are. */
function shapeOf({ scope, slots, steps }: Block): unknown {
  const shapes = steps.map((step) =>
    step.kind === 'call' ? [step.node, step.by, step.target] : [step.parallelizable, step.phase, step.target, shapeOf(step.body)],
  );
  return [scope, slots, shapes];
}

/** Entries that are settled are left to the collector's side, which knows of items that were lost. */
function foldsOf({ sinks, body }: LinkedFanOut): RemoteBlock['folds'] {
  const folds: RemoteBlock['folds'][number][] = [];
  sinks.forEach(({ columns }, sink) =>
    columns.forEach(({ kind, takes, reducer, entry }, column) => {
      const isSettled = slotsOf(entry, true).length > slotsOf(entry, false).length;
      if (kind === 'fold' && takes !== 'entries' && reducer?.merge !== undefined && !isSettled)
        folds.push({ sink, column, slot: body.template.length + folds.length });
    }),
  );
  return folds;
}

function withAccumulators(sink: LinkedSink, index: number, { folds }: RemoteBlock): LinkedSink {
  const columns = sink.columns.map((column, position) => {
    const slot = folds.find((fold) => fold.sink === index && fold.column === position)?.slot;
    if (slot === undefined) return column;
    return {
      ...column,
      takes: 'accumulator' as const,
      entry: { kind: 'slot' as const, up: 0, slot },
      read: (frame: { readonly slots: readonly unknown[] }) => frame.slots[slot],
    };
  });
  return { ...sink, columns };
}

function filledBy(step: LinkedBlock['steps'][number]): number[] {
  return step.kind === 'call' ? [step.target] : [step.target, ...step.sinks.flatMap(({ columns }) => columns.map(({ target }) => target))];
}

/** What a block reads from its frame and those around it, counted from the frame `depth` levels outwards. */
function readsOf({ steps }: LinkedBlock, depth: number): SlotRef[] {
  return steps.flatMap((step) => {
    const own = outwards(step.requires, depth);
    if (step.kind === 'call') return own;
    return [
      ...own,
      ...outwards(
        step.sinks.flatMap(({ outer }) => outer),
        depth,
      ),
      ...outwards(step.sinks.flatMap(readsOfSink), depth + 1),
      ...readsOf(step.body, depth + 1),
    ];
  });
}

function outwards(references: readonly SlotRef[], depth: number): SlotRef[] {
  return references.filter(({ up }) => up >= depth).map(({ up, slot }) => ({ up: up - depth, slot }));
}

/** The calls of a block and of the blocks inside it, those that open fan-outs included. */
function callsOf({
  steps,
}: LinkedBlock): { readonly hasContext: boolean; readonly node: string; readonly callee: { readonly by: string } }[] {
  return steps.flatMap((step) =>
    step.kind === 'call' ? [step] : [...(step.open === undefined ? [] : [step.open]), ...callsOf(step.body)],
  );
}

function ownSlots(references: readonly SlotRef[]): number[] {
  return references.flatMap(({ up, slot }) => (up === 0 ? [slot] : []));
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

function distinctReferences(references: readonly SlotRef[]): SlotRef[] {
  return [...new Map(references.map(({ up, slot }) => [`${up} ${slot}`, { up, slot }])).values()];
}
