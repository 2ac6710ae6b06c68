import { formatItemPath, type ItemPath } from '../types/item-path';
import { describeThrown } from './describe-thrown';
import { MillraceError } from './millrace-error';

/** What is known of a call that failed. */
export interface FailedCall {
  readonly node: string;
  readonly path: ItemPath;
  readonly attempt: number;
  readonly cause: unknown;
}

/** A node, source, collector or reducer threw; `cause` is what it threw, unchanged. */
export class NodeExecutionError extends MillraceError {
  readonly node: string;
  readonly path: ItemPath;
  readonly attempt: number;

  constructor({ node, path, attempt, cause }: FailedCall, also: readonly MillraceError[] = [], detail = '') {
    const where = path.length === 0 ? '' : ` in ${formatItemPath(path)}`;
    super('NODE_FAILED', `Node "${node}" failed${where}: ${describeThrown(cause)}${detail}`, { cause, also });
    this.node = node;
    this.path = path;
    this.attempt = attempt;
  }
}
