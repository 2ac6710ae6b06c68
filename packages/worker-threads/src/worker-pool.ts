import { join } from 'node:path';
import type { ResourceLimits } from 'node:worker_threads';
import { Piscina, queueOptionsSymbol } from 'piscina';
import { workerSetup } from '@millrace/core/executors';
import { giveToWorker, MOST_IN_WORKER, type Delivery } from './delivery';
import { isAnswer, type Answer, type BatchTask, type TaskEnd, type WorkerData } from './messages';

/** What a pool of workers is made with. */
export interface WorkerPoolSetting {
  readonly modules: readonly string[];
  readonly threads: number;
  readonly stuckMs: number;
  readonly loadMs: number;
  readonly resourceLimits?: ResourceLimits | undefined;
  readonly execArgv?: readonly string[] | undefined;
}

/** An answer, or how a task has ended without one. */
type BatchEnd = Answer | Exclude<TaskEnd, { readonly kind: 'answered' }>;

interface Waiting {
  readonly resolve: (end: BatchEnd) => void;
  readonly reject: (error: unknown) => void;
}

/** How long a batch may go on after its workers were closed. */
const CLOSE_MS = 5000;

/** Workers that take batches of items. A worker that dies is replaced. */
export class WorkerPool {
  readonly threads: number;
  readonly stuckMs: number;
  readonly loadMs: number;
  readonly #piscina: Piscina;
  readonly #waiting = new Map<number, Waiting>();
  readonly #blocks = new Set<number>();
  #nextTask = 0;
  #nextBlock = 0;
  #isClosed = false;

  constructor({ modules, threads, stuckMs, loadMs, resourceLimits, execArgv }: WorkerPoolSetting) {
    this.threads = threads;
    this.stuckMs = stuckMs;
    this.loadMs = loadMs;
    this.#piscina = new Piscina({
      filename: join(__dirname, `worker${extensionHere}`),
      name: 'run',
      closeTimeout: CLOSE_MS,
      minThreads: threads,
      maxThreads: threads,
      concurrentTasksPerWorker: MOST_IN_WORKER,
      loadBalancer: giveToWorker,
      recordTiming: false,
      // Otherwise a worker without a task sleeps, and with it the connections of its services.
      atomics: 'disabled',
      workerData: { modules } satisfies WorkerData,
      ...(resourceLimits === undefined ? {} : { resourceLimits }),
      ...(execArgv === undefined ? {} : { execArgv: [...execArgv] }),
    });
    this.#piscina.on('message', (message: unknown) => {
      if (isAnswer(message)) this.#waiting.get(message.id)?.resolve(message);
    });
    // A worker that dies without a task is replaced like any other; but where none can start, tasks would wait for ever.
    this.#piscina.on('error', (error: unknown) => {
      if (this.#piscina.threads.length === 0) this.#refuseAll(workerSetup('The workers cannot start. The cause says why.', error));
    });
  }

  /** A number for a block, until it is closed. */
  openBlock(): number {
    const id = this.#nextBlock++;
    this.#blocks.add(id);
    return id;
  }

  closeBlock(id: number): void {
    this.#blocks.delete(id);
  }

  /** Has a worker run a batch. Gives the answer, or how the task has ended without one; rejects if the worker dies, or the task cannot be sent. */
  run(
    task: Pick<BatchTask, 'blockId' | 'block' | 'items' | 'control'>,
    { transferList, signal, delivery }: { readonly transferList: ArrayBuffer[]; readonly signal: AbortSignal; readonly delivery: Delivery },
  ): Promise<BatchEnd> {
    if (this.#isClosed) return Promise.reject(closedTooEarly());
    const id = this.#nextTask++;
    const [oldestBlock = task.blockId] = this.#blocks;
    const sent: BatchTask = { ...task, id, oldestBlock, [queueOptionsSymbol]: delivery };
    return new Promise<BatchEnd>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      // The function that the worker's module exports.
      const ended = this.#piscina.run(sent, { transferList, signal }) as Promise<TaskEnd>;
      ended.then((end) => end.kind !== 'answered' && resolve(end)).catch(reject);
    }).finally(() => this.#waiting.delete(id));
  }

  #refuseAll(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
  }

  /** Batches that are being run end first, for so long as they may; whoever has others to run is refused. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#piscina.close();
    this.#refuseAll(closedTooEarly());
  }
}

function closedTooEarly(): Error {
  return workerSetup('The workers were closed while a run had items for them. Call close() when the last run has ended.');
}

/** The worker's module is beside this one, compiled or not. */
const extensionHere = __filename.slice(__filename.lastIndexOf('.'));
