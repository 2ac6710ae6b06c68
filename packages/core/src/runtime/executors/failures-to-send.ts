import type { Failure } from '../failure';
import { FailureLog } from '../failure-log';

/** Keeps the failures that a batch of items survives, to be told where its run is. */
export class FailuresToSend extends FailureLog {
  readonly all: { readonly failure: Failure; readonly skipped: boolean }[] = [];

  constructor() {
    super(undefined);
  }

  override add(failure: Failure, skipped: boolean): void {
    this.all.push({ failure, skipped });
  }
}
