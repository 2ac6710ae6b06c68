import { NodeExecutionError } from '../errors/node-execution-error';
import type { ItemPath } from '../types/item-path';

/** A call that failed, as the engine passes it on. */
export class Failure {
  readonly node: string;
  readonly path: ItemPath;
  /** What the node threw. */
  readonly cause: unknown;
  readonly attempt: number;
  #error: NodeExecutionError | undefined;

  constructor(node: string, path: ItemPath, cause: unknown, attempt = 1) {
    this.node = node;
    this.path = path;
    this.cause = cause;
    this.attempt = attempt;
  }

  /** The failure as an error, always the same one. */
  get error(): NodeExecutionError {
    return (this.#error ??= new NodeExecutionError(this));
  }
}
