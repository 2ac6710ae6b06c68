import { formatFaults, type Fault } from './fault';
import { MillraceError } from './millrace-error';

/** Thrown when a graph, or a driver, cannot be built; `faults` holds everything that is wrong with it. */
export class GraphValidationError extends MillraceError {
  readonly faults: readonly Fault[];

  /** `what` begins the text, where it is not the graph that has faults. */
  constructor(faults: readonly Fault[], cause?: unknown, what = 'The graph has') {
    const count = faults.length === 1 ? 'a fault' : `${faults.length} faults`;
    super('INVALID_GRAPH', `${what} ${count}:\n${formatFaults(faults)}`, cause === undefined ? undefined : { cause });
    this.faults = faults;
  }
}
