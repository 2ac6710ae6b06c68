import type { Frame } from '../frame';
import type { LinkedFanOut } from '../program';
import type { RunState } from '../run-state';
import type { Executor, OpenBlock } from './executor';
import type { RemoteBlock } from './remote-block';
import type { RunExecutors } from './run-executors';
import { BatchOrder } from './batch-order';
import type { HandOver } from './hand-over';
import { blockToSend, type BlockToSend } from './send-block';

/** One pass over a fan-out whose items run elsewhere: what its lanes share. */
export class RemotePass {
  readonly remote: RemoteBlock;
  readonly executor: Executor;
  readonly around: Frame;
  readonly order = new BatchOrder<HandOver>();
  readonly #setting: { readonly run: RunState; readonly step: LinkedFanOut; readonly executors: RunExecutors };
  #toSend: BlockToSend | undefined;
  #open: OpenBlock | undefined;

  /** The pass over a step, or `undefined` where its items run here. */
  static of(run: RunState, step: LinkedFanOut, around: Frame): RemotePass | undefined {
    const { remote } = step;
    const { executors } = run;
    const executor = step.executor === undefined ? undefined : executors?.byName[step.executor];
    if (remote === undefined || executors === undefined || executor === undefined) return undefined;
    return new RemotePass({ run, step, executors }, around, { remote, executor });
  }

  private constructor(
    setting: { readonly run: RunState; readonly step: LinkedFanOut; readonly executors: RunExecutors },
    around: Frame,
    { remote, executor }: { readonly remote: RemoteBlock; readonly executor: Executor },
  ) {
    this.#setting = setting;
    this.around = around;
    this.remote = remote;
    this.executor = executor;
  }

  /** How many batches are under way at most. */
  get lanes(): number {
    const { threads, ahead = 0 } = this.executor;
    return Math.min(this.#setting.step.concurrency, threads * (1 + ahead));
  }

  /** How many items the next batch may have. */
  get batchSize(): number {
    const { windowed } = this.#setting.step;
    const { window } = this.remote;
    const { batch } = this.executor;
    const { concurrency, maxConcurrency } = this.toSend.block;
    const wanted = batch === 'adaptive' ? this.remote.pace.size(Math.min(concurrency, maxConcurrency)) : batch;
    // Otherwise the items of one lane would fill the window, and the others had none.
    return windowed ? Math.max(1, Math.min(wanted, Math.floor(window / this.lanes))) : wanted;
  }

  /** How many batches run at once at most. */
  get #atOnce(): number {
    return Math.min(this.#setting.step.concurrency, this.executor.threads);
  }

  /** The block, put together when the first items are there. */
  get toSend(): BlockToSend {
    const { remote } = this;
    return (this.#toSend ??= blockToSend(this.#setting.run, this.around, { ...this.#setting, remote, threads: this.#atOnce }));
  }

  get open(): OpenBlock {
    return (this.#open ??= this.executor.open(this.toSend.block));
  }

  close(): void {
    this.#open?.close();
  }
}
