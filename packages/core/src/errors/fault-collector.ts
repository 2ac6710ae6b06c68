import type { Fault } from './fault';
import { GraphValidationError } from './graph-validation-error';

/** Gathers what is wrong while a graph is built, each fault once, in the order in which they were found. */
export class FaultCollector {
  readonly #faults = new Map<string, Fault>();
  #cause: unknown;
  #reports = 0;

  /** How often a fault was reported, also one that was known; that it grew tells that the step in between found something. */
  get reports(): number {
    return this.#reports;
  }

  add(fault: Fault, cause?: unknown): void {
    this.#reports++;
    const key = `${fault.code}\n${fault.at}\n${fault.message}`;
    if (!this.#faults.has(key)) this.#faults.set(key, fault);
    this.#cause ??= cause;
  }

  /** Throws all of them at once, if there are any; the first error that lay behind one is the cause. */
  throwIfAny(): void {
    if (this.#faults.size > 0) throw new GraphValidationError([...this.#faults.values()], this.#cause);
  }
}
