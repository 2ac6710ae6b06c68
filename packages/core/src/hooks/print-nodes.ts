import { describeThrown } from '../errors/describe-thrown';
import type { LifecycleHook, NodeRun } from '../runtime/hooks/lifecycle-hook';
import { formatItemPath } from '../types/item-path';

/** Options of {@link printNodes}. */
export interface PrintNodesOptions {
  /** Where lines go, without line breaks. Default: stderr. */
  readonly print?: (line: string) => void;
  /** Which calls are printed. Default: all. */
  readonly only?: (node: NodeRun) => boolean;
}

/**
 * Prints a line for each call when it has ended: the node, its item, whether it succeeded, and the time it took.
 *
 * @example
 * await driver.with({ hooks: [printNodes()] }).execute(['report']);
 * // analysis in region[0]="eu": 12 ms
 */
export function printNodes({
  print = (line) => void process.stderr.write(`${line}\n`),
  only = () => true,
}: PrintNodesOptions = {}): LifecycleHook {
  return {
    name: 'printNodes',
    afterNode(node, outcome) {
      if (!only(node)) return;
      const place = node.path.length === 0 ? node.name : `${node.name} in ${formatItemPath(node.path)}`;
      const how = outcome.status === 'failed' ? `, failed: ${describeThrown(outcome.error)}` : outcome.cached ? ', cached' : '';
      print(`${place}: ${Math.round(outcome.ms)} ms${how}`);
    },
  };
}
