import type { ValidationResult } from '../types/validation';
import { MillraceError } from './millrace-error';

/** What a node gave did not pass checks of the importance `'fail'`. It is the cause of the node's `NodeExecutionError`. */
export class DataQualityError extends MillraceError {
  /** The node by its name in its class, without a namespace. */
  readonly node: string;
  /** All checks of the node that did not pass, in the order in which they are written; those that only warn are not among them. */
  readonly failures: readonly ValidationResult[];

  constructor(node: string, failures: readonly ValidationResult[]) {
    super('DATA_QUALITY', failedChecks(node, failures));
    this.node = node;
    this.failures = failures;
  }
}

/** Says which checks of a node did not pass, and why. */
export function failedChecks(node: string, failures: readonly ValidationResult[]): string {
  const lines = failures.map(({ validator, message }) => `${validator}: ${message}`);
  return lines.length === 1
    ? `The output of "${node}" does not pass the check ${lines[0] ?? ''}`
    : `The output of "${node}" does not pass ${lines.length} checks:\n${lines.map((line, index) => `${index + 1}. ${line}`).join('\n')}`;
}
