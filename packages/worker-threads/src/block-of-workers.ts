import { MillraceError } from '@millrace/core';
import { receiveThrown, unsendableValue, workerLost, workerSetup } from '@millrace/core/executors';
import type { ItemsOutcome, OpenBlock, RunningItems, SentBlock, SentItems, Unsendable } from '@millrace/core/executors';
import { Control } from './control';
import { Delivery } from './delivery';
import { findUnsendable, isCloneError } from './find-unsendable';
import { LONGEST_TIMER_MS } from './longest-timer';
import { buffersToMove } from './move';
import { Watchdog } from './watchdog';
import type { WorkerPool } from './worker-pool';

/** A batch that takes longer than this does not wait in a worker behind another, for a free worker might take it meanwhile. */
const SHORT_MS = 100;

/** A pass over a fan-out whose items are run by workers. The block is sent to each worker once. */
export class BlockOfWorkers implements OpenBlock {
  readonly #pool: WorkerPool;
  readonly #block: SentBlock;
  readonly #id: number;
  #timesSent = 0;
  #areShort = false;

  constructor(pool: WorkerPool, block: SentBlock) {
    this.#pool = pool;
    this.#block = block;
    this.#id = pool.openBlock();
  }

  run(items: SentItems, { mayMove }: { readonly mayMove: boolean }): RunningItems {
    const control = Control.for(items.count);
    const terminate = new AbortController();
    const { stuckMs, loadMs } = this.#pool;
    const watchdog = new Watchdog(control, { stuckMs, loadMs, onStuck: () => terminate.abort() });
    const transferList = mayMove ? buffersToMove(items.columns) : [];
    const canRepeat = transferList.length === 0;
    const delivery = new Delivery({ mayBeBehind: this.#areShort && canRepeat });
    let grace: NodeJS.Timeout | undefined;
    const outcome = this.#run(items, { control, signal: terminate.signal, transferList, delivery }).finally(() => {
      clearTimeout(grace);
      watchdog.end();
    });
    return {
      outcome: outcome.catch((error: unknown) => this.#whyNot(error, items, { control, watchdog, delivery, canRepeat })),
      cancel: (graceMs) => {
        control.stop();
        if (graceMs <= LONGEST_TIMER_MS) grace = setTimeout(() => isBehind({ control, delivery }) || terminate.abort(), graceMs);
      },
    };
  }

  close(): void {
    this.#pool.closeBlock(this.#id);
  }

  async #run(items: SentItems, { control, signal, transferList, delivery }: Sending): Promise<ItemsOutcome> {
    // As many workers as there are get it at first; one that has not, since it is new, asks for it.
    let block = this.#timesSent < this.#pool.threads ? this.#block : undefined;
    for (;;) {
      if (block !== undefined) this.#timesSent++;
      const task = { blockId: this.#id, block, items, control: control.memory };
      const end = await this.#pool.run(task, { signal, transferList, delivery });
      if (!('kind' in end)) {
        this.#areShort = end.ms <= SHORT_MS;
        const { results, unsendable, ms, busyMs } = end;
        return { kind: 'done', results, unsendable, ms, busyMs };
      }
      if (end.kind === 'refused') throw new Refused(receiveThrown(end.error));
      block = this.#block;
    }
  }

  /** What an error that has kept items from being run means for them. */
  #whyNot(error: unknown, items: SentItems, { control, watchdog, delivery, canRepeat }: Watching): ItemsOutcome {
    if (error instanceof Refused) throw error.reason;
    if (MillraceError.is(error)) throw error;
    if (watchdog.stuck === 'never ready') throw neverReady(this.#pool.loadMs);
    // A getter of theirs that throws keeps items from being sent, too.
    if (isCloneError(error) || (canRepeat && control.states.every((state) => state === 0))) {
      this.#refuseBlock();
      const unsendable = unsendableItems(items);
      if (unsendable.length > 0) return { kind: 'unsendable', items: unsendable };
      if (isCloneError(error)) throw error;
    }
    return {
      kind: 'lost',
      error: workerLost(whyLost(error, watchdog.stuck !== undefined), error),
      states: control.states.slice(),
      wasBehind: isBehind({ control, delivery }),
      canRepeat,
    };
  }

  #refuseBlock(): void {
    const { driver, overrides, context, around } = this.#block;
    const outside = around.flatMap(({ values, names }) => values.map(([, value], index) => [names[index] ?? '', value] as const));
    const parts = [
      ['config', driver.config],
      ['defaults', driver.defaults],
      ['overrides', overrides],
      ['context', context],
      ...outside,
    ] as const;
    for (const [name, part] of parts) {
      const what = findUnsendable(part);
      if (what !== undefined) throw unsendableValue(name + what, 'to');
    }
  }
}

function neverReady(loadMs: number): Error {
  return workerSetup(
    `A worker has not loaded its modules, and made the instances of their classes, within ${loadMs} ms, and was terminated. See whether one of them loops or waits for something; if it takes so long, give it more by workerThreads({ loadMs }).`,
  );
}

/** Whether a batch lies in a worker behind another, which must not be terminated for its sake. */
function isBehind({ control, delivery }: Pick<Sending, 'control' | 'delivery'>): boolean {
  return delivery.isBehind && control.isWaiting;
}

interface Sending {
  readonly control: Control;
  readonly delivery: Delivery;
  readonly signal: AbortSignal;
  readonly transferList: ArrayBuffer[];
}

interface Watching extends Pick<Sending, 'control' | 'delivery'> {
  readonly watchdog: Watchdog;
  /** Whether the items are still here. */
  readonly canRepeat: boolean;
}

/** The worker has refused a block. */
class Refused extends Error {
  readonly reason: unknown;

  constructor(reason: unknown) {
    super('The worker has refused the block.');
    this.reason = reason;
  }
}

function unsendableItems({ columns, count, slots }: SentItems): Unsendable[] {
  return Array.from({ length: count }, (_, row) => row).flatMap((row) => {
    for (const [index, column] of columns.entries()) {
      const what = findUnsendable(column[row]);
      if (what !== undefined) return [{ row, slot: slots[index] ?? 0, what }];
    }
    return [];
  });
}

function whyLost(error: unknown, isStuck: boolean): string {
  if (isStuck) return 'was stuck, and was terminated';
  const name = textOf(error, 'name');
  const message = textOf(error, 'message') || String(error);
  if (message === 'Terminating worker thread') return 'was terminated, since the workers were closed,';
  if (name === 'AbortError') return 'did not stop, and was terminated';
  if (textOf(error, 'code') === 'ERR_WORKER_OUT_OF_MEMORY') return 'ran out of memory';
  const exit = /exited with code: (-?\d+)/.exec(message)?.[1];
  return exit === undefined ? `died of "${message}"` : `exited with code ${exit}`;
}

function textOf(error: unknown, property: string): string {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, property) : undefined;
  return typeof value === 'string' ? value : '';
}
