import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import {
  Recent,
  sendThrown,
  unsendableValue,
  WorkerBlocks,
  type BlockRunner,
  type SentResults,
  type Unsendable,
} from '@millrace/core/executors';
import { Control } from './control';
import { findUnsendable } from './find-unsendable';
import { loadModules } from './loading/load-modules';
import type { Answer, BatchTask, TaskEnd, WorkerData } from './messages';
import { buffersToMove } from './move';

/** How often a worker that waits for something looks whether it is to stop, and gives a sign of life. */
const BEAT_MS = 10;

/** How many blocks a worker remembers; who sends items of another sends that once more. */
const KEPT = 64;

/** The modules are loaded once, when the first task comes: what is wrong with them is then told to who has sent it. */
let blocks: Promise<WorkerBlocks> | undefined;
const open = new Recent<number, Promise<BlockRunner>>(KEPT);

/** The batch that is run, or the last one that is waiting behind it. */
let latest: Promise<unknown> = Promise.resolve();

/** Runs a batch of items, behind those that came before; the pool calls it in the worker. It awaits what it gets, so it tells of the end of a batch before the next one begins. */
export function run(task: BatchTask): Promise<TaskEnd> {
  const ended = latest.then(() => runNow(task));
  latest = ended;
  return ended;
}

async function runNow(task: BatchTask): Promise<TaskEnd> {
  const control = new Control(task.control);
  control.enter('opening');
  try {
    const runner = await openBlock(task);
    if (runner === undefined) return { kind: 'unknown-block' };
    control.enter('running');
    await runBatch(runner, task, control);
    return { kind: 'answered' };
  } catch (error) {
    return { kind: 'refused', error: sendThrown(error) };
  }
}

async function openBlock({ blockId, oldestBlock, block }: BatchTask): Promise<BlockRunner | undefined> {
  for (const id of [...open.keys()]) if (id < oldestBlock) open.delete(id);
  if (block === undefined) return open.find(blockId);
  // It is what the pool gives its workers.
  const { modules } = workerData as WorkerData;
  blocks ??= loadModules(modules).then((loaded) => new WorkerBlocks(loaded));
  const loaded = blocks;
  return open.get(blockId, () => loaded.then((all) => all.open(block)));
}

async function runBatch(runner: BlockRunner, { id, items }: BatchTask, control: Control): Promise<void> {
  const { states } = control;
  control.beat();
  const startedAt = performance.now();
  const before = performance.eventLoopUtilization();
  const { results: promised, stop } = runner.run(items, {
    isStopped: () => control.isStopped,
    begun: (row) => {
      control.beat();
      states[row] = 1;
    },
    ended: (row) => (states[row] = 2),
  });
  const timer = setInterval(() => {
    control.beat();
    if (control.isStopped) stop(new Error('Nobody wants the items any more.'));
  }, BEAT_MS);
  const results = await promised.finally(() => clearInterval(timer));
  const ms = performance.now() - startedAt;
  const busyMs = Math.max(0, ms - performance.eventLoopUtilization(before).idle);
  answer({ millrace: 'answer', id, results, unsendable: [], ms, busyMs });
}

/** Sends results; where some values cannot be sent, the others, and what is wrong with these. */
function answer(results: Answer): void {
  try {
    send(results);
  } catch {
    // A getter may have thrown, too. What is wrong with something else fails again.
    send(withoutUnsendable(results));
  }
}

function send(message: Answer): void {
  parentPort?.postMessage(message, buffersToMove(message.results.columns));
}

function withoutUnsendable({ results, ...answer }: Answer): Answer {
  const unsendable: Unsendable[] = [];
  const columns = results.columns.map((column, index) =>
    column.map((value, place) => {
      const what = findUnsendable(value);
      if (what === undefined) return value;
      unsendable.push({ row: results.rows?.[place] ?? place, slot: results.slots[index] ?? 0, what });
      return undefined;
    }),
  );
  const folds = results.folds.map((fold): SentResults['folds'][number] => {
    const what = findUnsendable(fold.accumulator);
    if (what === undefined) return fold;
    return { ...fold, accumulator: undefined, thrown: sendThrown(unsendableValue(`the accumulator${what}`, 'from')) };
  });
  return { ...answer, unsendable, results: { ...results, columns, folds } };
}
