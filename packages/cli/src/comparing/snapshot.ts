import { createHash } from 'node:crypto';
import type { Driver, GraphJson } from '@millrace/core';

/** A graph as another process sees it. */
export interface Snapshot {
  readonly graph: GraphJson;
  /** By node: a hash of the source of what computes it, and of nothing else. */
  readonly code: Readonly<Record<string, string>>;
  /** The files it was made of, absolute; of ESM modules only those that were named. */
  readonly files: readonly string[];
}

/** Writes down the graph of a driver. */
export function snapshotOf({ graph }: Driver, files: readonly string[]): Snapshot {
  const code: Record<string, string> = {};
  for (const [name, { method }] of graph.nodes) {
    if (method === undefined) continue;
    const prototype = method.module.prototype as Readonly<Record<string, unknown>>;
    code[name] = hash(`${sourceOf(prototype[method.key])}\n${sourceOf(method.call?.run)}`);
  }
  return { graph: graph.toJSON(), code, files };
}

function sourceOf(value: unknown): string {
  return typeof value === 'function' ? Function.prototype.toString.call(value).replaceAll('\r\n', '\n') : '';
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
