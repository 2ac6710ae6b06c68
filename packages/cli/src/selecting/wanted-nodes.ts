import type { Driver, NodeInfo } from '@millrace/core';
import { CliError } from '../terminal/cli-error';

/** Which part of a graph is wanted; several of them: all that is in one of them. */
export interface Selection {
  /** What is needed for these. */
  readonly outputs?: readonly string[] | undefined;
  readonly upstreamOf?: readonly string[] | undefined;
  readonly downstreamOf?: readonly string[] | undefined;
  /** All that lies between two nodes. */
  readonly path?: readonly [from: string, to: string] | undefined;
}

/**
 * The names of the wanted nodes; undefined where the whole graph is.
 *
 * @throws MillraceError `INVALID_REQUEST` for names that the graph does not have, with the nearest ones.
 */
export function wantedNodes(driver: Driver, { outputs, upstreamOf, downstreamOf, path }: Selection): ReadonlySet<string> | undefined {
  if (outputs === undefined && upstreamOf === undefined && downstreamOf === undefined && path === undefined) return undefined;
  const nodes: NodeInfo[] = [
    ...(outputs === undefined ? [] : driver.upstreamOf(...outputs.map((name) => name.replace(/^each:/, '')))),
    ...(upstreamOf === undefined ? [] : driver.upstreamOf(...upstreamOf)),
    ...(downstreamOf === undefined ? [] : driver.downstreamOf(...downstreamOf)),
    ...(path === undefined ? [] : between(driver, path)),
  ];
  return new Set(nodes.map(({ name }) => name));
}

function between(driver: Driver, [from, to]: readonly [string, string]): NodeInfo[] {
  const nodes = driver.pathBetween(from, to);
  if (nodes.length > 0) return nodes;
  const isBackwards = driver.pathBetween(to, from).length > 0;
  throw new CliError(`No path leads from ${from} to ${to}.`, {
    hint: isBackwards ? `One leads the other way: --path ${to} ${from}` : `"millrace explain ${to}" shows all that it depends on.`,
  });
}
