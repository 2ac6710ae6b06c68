import type { Entry } from '../graph/graph-node';
import type { Argument, Sink, SlotRef } from './block';
import type { PlannedNode } from './planned-node';
import { slotNames, type SlotLayout } from './slot-layout';

/** Turns the parameters of planned nodes into arguments that read slots. */
export class ArgumentMaker {
  readonly #nodes: ReadonlyMap<string, PlannedNode>;
  readonly #layout: SlotLayout;

  constructor(nodes: ReadonlyMap<string, PlannedNode>, layout: SlotLayout) {
    this.#nodes = nodes;
    this.#layout = layout;
  }

  /** The arguments of a method, read from the frame of its scope. */
  ofCall(node: PlannedNode): Argument[] {
    return node.parameters.map((parameter, position) => {
      if (parameter.kind === 'context') return { kind: 'context' };
      if (parameter.kind === 'value') return this.ofEntry(parameter.binding, node.scope.length);
      return { kind: 'slot', up: 0, slot: this.#layout.slot(node.scope, slotNames.column(node.name, position)) };
    });
  }

  /** A tree of values, read from a frame at `depth`. */
  ofEntry(entry: Entry, depth: number): Argument {
    switch (entry.kind) {
      case 'node':
        return { kind: 'slot', ...this.reference(entry.name, depth) };
      case 'constant':
        return { kind: 'constant', value: entry.value };
      case 'list':
        return { kind: 'list', items: entry.items.map((item) => this.ofEntry(item, depth)) };
      case 'record':
        return { kind: 'record', entries: entry.entries.map(([key, value]) => [key, this.ofEntry(value, depth)] as const) };
      case 'settled':
        return { kind: 'settled', of: this.ofEntry(entry.of, depth) };
      case 'keys':
        return { kind: 'key', up: depth - (this.#nodes.get(entry.name)?.lives.length ?? depth) };
      case 'optional':
        return { kind: 'constant', value: entry.fallback?.value };
    }
  }

  /** Where a node's value is found from a frame at `depth`. */
  reference(name: string, depth: number): SlotRef {
    return this.#layout.reference(depth, this.#nodes.get(name)?.lives ?? [], name);
  }
}

/** The slots that an argument reads; those inside `settled` only where asked for. */
export function slotsOf(argument: Argument, withSettled: boolean): SlotRef[] {
  switch (argument.kind) {
    case 'slot':
      return [{ up: argument.up, slot: argument.slot }];
    case 'list':
      return argument.items.flatMap((item) => slotsOf(item, withSettled));
    case 'record':
      return argument.entries.flatMap(([, value]) => slotsOf(value, withSettled));
    case 'settled':
      return withSettled ? slotsOf(argument.of, withSettled) : [];
    default:
      return [];
  }
}

/** The same references without repetition. */
export function distinct(references: Iterable<SlotRef>): SlotRef[] {
  const seen = new Map<string, SlotRef>();
  for (const { up, slot } of references) seen.set(`${up} ${slot}`, { up, slot });
  return [...seen.values()];
}

/** All slots that a sink reads, from the item's frame. */
export function readsOfSink({ columns }: Sink): SlotRef[] {
  return columns.flatMap(({ entry }) => slotsOf(entry, true));
}
