import type { RunEvent } from '@millrace/core';

/** A stream of text: stderr, or a test's own. */
export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Counts items from the events of a run and shows the count: on a terminal in one line, elsewhere in a line for every 25 items. */
export class Progress {
  #done = 0;
  #failed = 0;
  readonly #total: number;
  readonly #output: Output;

  constructor(total: number, output: Output) {
    this.#total = total;
    this.#output = output;
  }

  /** Items that were finished without a failure. */
  get done(): number {
    return this.#done;
  }

  count({ type }: Pick<RunEvent, 'type'>): void {
    if (type === 'item-finished') this.#done += 1;
    else if (type === 'item-failed') this.#failed += 1;
    else return;
    this.#show();
  }

  #show(): void {
    const settled = this.#done + this.#failed;
    const text = `${settled} of ${this.#total} companies, ${this.#failed} failed`;
    if (this.#output.isTTY === true) this.#output.write(`\r${text}${settled === this.#total ? '\n' : ''}`);
    else if (settled % 25 === 0 || settled === this.#total) this.#output.write(`${text}\n`);
  }
}
