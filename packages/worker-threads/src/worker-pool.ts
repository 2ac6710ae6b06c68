import { join } from 'node:path';
import type { ResourceLimits } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { isAnswer, type Answer, type BatchTask, type TaskEnd, type WorkerData } from './messages';

/** What a pool of workers is made with. */
export interface WorkerPoolSetting {
  readonly modules: readonly string[];
  readonly threads: number;
  readonly stuckMs: number;
  readonly resourceLimits?: ResourceLimits | undefined;
  readonly execArgv?: readonly string[] | undefined;
}

/** Workers that take batches of items. A worker that dies is replaced. */
export class WorkerPool {
  readonly threads: number;
  readonly stuckMs: number;
  readonly #piscina: Piscina;
  readonly #answers = new Map<number, (answer: Answer) => void>();
  readonly #blocks = new Set<number>();
  #nextTask = 0;
  #nextBlock = 0;

  constructor({ modules, threads, stuckMs, resourceLimits, execArgv }: WorkerPoolSetting) {
    this.threads = threads;
    this.stuckMs = stuckMs;
    this.#piscina = new Piscina({
      filename: join(__dirname, `worker${extensionHere}`),
      name: 'run',
      minThreads: threads,
      maxThreads: threads,
      // Otherwise a worker without a task sleeps, and with it the connections of its services.
      atomics: 'disabled',
      workerData: { modules } satisfies WorkerData,
      ...(resourceLimits === undefined ? {} : { resourceLimits }),
      ...(execArgv === undefined ? {} : { execArgv: [...execArgv] }),
    });
    this.#piscina.on('message', (message: unknown) => {
      if (isAnswer(message)) this.#answers.get(message.id)?.(message);
    });
    // A worker that dies without a task is replaced like any other.
    this.#piscina.on('error', () => undefined);
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
    task: Omit<BatchTask, 'id' | 'oldestBlock'>,
    { transferList, signal }: { readonly transferList: ArrayBuffer[]; readonly signal: AbortSignal },
  ): Promise<Answer | Exclude<TaskEnd, { readonly kind: 'answered' }>> {
    const id = this.#nextTask++;
    const [oldestBlock = task.blockId] = this.#blocks;
    const sent: BatchTask = { ...task, id, oldestBlock };
    return new Promise<Answer | Exclude<TaskEnd, { readonly kind: 'answered' }>>((resolve, reject) => {
      this.#answers.set(id, resolve);
      // The function that the worker's module exports.
      const ended = this.#piscina.run(sent, { transferList, signal }) as Promise<TaskEnd>;
      ended.then((end) => end.kind !== 'answered' && resolve(end)).catch(reject);
    }).finally(() => this.#answers.delete(id));
  }

  async close(): Promise<void> {
    await this.#piscina.close();
  }
}

/** The worker's module is beside this one, compiled or not. */
const extensionHere = __filename.slice(__filename.lastIndexOf('.'));
