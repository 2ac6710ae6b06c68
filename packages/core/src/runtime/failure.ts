import { NodeExecutionError } from '../errors/node-execution-error';
import type { ItemPath } from '../types/item-path';

/** What a call has thrown, where that was not its first attempt. */
export class Attempted {
  readonly error: unknown;
  readonly attempt: number;

  constructor(error: unknown, attempt: number) {
    this.error = error;
    this.attempt = attempt;
  }
}

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

  /** A failure by what a call has thrown, which may say with which attempt it came. */
  static of(node: string, path: ItemPath, thrown: unknown): Failure {
    return thrown instanceof Attempted ? new Failure(node, path, thrown.error, thrown.attempt) : new Failure(node, path, thrown);
  }

  /** The failure as an error, always the same one. */
  get error(): NodeExecutionError {
    return (this.#error ??= new NodeExecutionError(this));
  }
}
