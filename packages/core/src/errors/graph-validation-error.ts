import { formatFaults, type Fault } from './fault';
import { MillraceError } from './millrace-error';

/** Thrown when a graph cannot be built; `faults` holds everything that is wrong with it. */
export class GraphValidationError extends MillraceError {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[], cause?: unknown) {
    const count = faults.length === 1 ? 'a fault' : `${faults.length} faults`;
    super('INVALID_GRAPH', `The graph has ${count}:\n${formatFaults(faults)}`, cause === undefined ? undefined : { cause });
    this.faults = faults;
  }
}
