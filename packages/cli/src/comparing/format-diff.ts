import type { Colours } from '../terminal/colours';
import { count, formatRows } from '../terminal/format-rows';
import { isDifferent, type GraphDiff } from './compare-snapshots';

/** Both sides of a comparison, as people call them. */
export interface Sides {
  readonly from: Side;
  readonly to: Side;
}

export interface Side {
  /** A revision as it was named, or `work tree`. */
  readonly name: string;
  /** Undefined for the work tree. */
  readonly commit?: string;
  /** The version of the graph. */
  readonly version: string;
}

/** Writes what differs, one line a node, with a summary. */
export function formatDiff(diff: GraphDiff, { from, to }: Sides, { green, red, yellow, dim, bold }: Colours): string {
  const title = `${bold(`${titleOf(from)} → ${titleOf(to)}`)}\n`;
  if (!isDifferent(diff)) return `${title}No differences: ${count(diff.unchanged, 'node')}, version ${to.version}.\n`;
  const rows = [
    ...diff.added.map(({ name, roles }) => [green(`+ ${name}`), dim(roles.join(', '))]),
    ...diff.removed.map(({ name, roles }) => [red(`- ${name}`), dim(roles.join(', '))]),
    ...diff.changed.map(({ name, kinds, details }) => {
      const what = details.length === 0 ? '' : `: ${details.join('; ')}`;
      return [yellow(`~ ${name}`), `${kinds.join(', ')}${what}`];
    }),
  ];
  return `${title}${formatRows(rows)}${summary(diff)}\n`;
}

/** The same as data. */
export function diffJson({ added, removed, changed, affected, unchanged }: GraphDiff, { from, to }: Sides): object {
  const names = (nodes: GraphDiff['added']): string[] => nodes.map(({ name }) => name);
  return { from, to, added: names(added), removed: names(removed), changed, affected, unchanged };
}

function titleOf({ name, commit }: Side): string {
  return commit === undefined || commit.startsWith(name) ? name : `${name} (${commit.slice(0, 7)})`;
}

function summary({ added, removed, changed, affected, unchanged }: GraphDiff): string {
  const affects = affected.length === 0 ? '' : `, ${affected.length} of these downstream of a change`;
  return `${added.length} added, ${removed.length} removed, ${changed.length} changed, ${unchanged} unchanged${affects}`;
}
