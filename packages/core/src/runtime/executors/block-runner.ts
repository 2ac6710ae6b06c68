import { NodeExecutionError } from '../../errors/node-execution-error';
import type { LinkedBlock, LinkedFanOut } from '../program';
import { Absent, DROPPED } from '../absent';
import type { BoundProgram } from '../bound-program';
import { Frame, type FrameOwner } from '../frame';
import type { RunSetting } from '../run-setting';
import { RunState, type RunEnd } from '../run-state';
import { startFanOut } from '../start-fan-out';
import type { Failure } from '../failure';
import { FailureNumbers, receiveFailure, sendFailure } from './failure-numbers';
import { FailuresToSend } from './failures-to-send';
import type { ItemWatch } from './item-watch';
import { remoteBlockOf } from './link-remote';
import type { RemoteBlock } from './remote-block';
import { sendEvent } from './events-to-send';
import type { SentBlock, SentEvent, SentFrame, SentItems, SentResults } from './sent';
import { SentBatch } from './sent-batch';
import type { Block } from '../../plan/block';

/** What a block that was sent here is run with. */
export interface BlockRunnerSetting {
  readonly block: SentBlock;
  /** The root, and in it nothing but the way to the fan-out. */
  readonly root: LinkedBlock;
  readonly bound: BoundProgram;
  /** The block of the fan-out in the plan. */
  readonly planned: Block;
  readonly setting: RunSetting;
}

/** What a batch has to tell beside its values. */
type Told = Pick<SentResults, 'survived' | 'failures' | 'events'>;

/** A batch of items that runs here for somebody else. */
export interface RunningBatch {
  /** Rejects only where something is wrong with the engine. */
  readonly results: Promise<SentResults>;
  stop(reason: unknown): void;
}

/** Runs batches of items of a block that was sent here. */
export class BlockRunner {
  readonly #setting: BlockRunnerSetting;
  readonly #way: readonly LinkedFanOut[];
  readonly #remote: RemoteBlock;
  readonly #known: readonly Failure[];

  constructor(setting: BlockRunnerSetting) {
    this.#setting = setting;
    this.#way = wayIn(setting.root, setting.block.around.length);
    this.#known = setting.block.failures.map(receiveFailure);
    this.#remote = remoteBlockOf(this.#step, setting.planned);
  }

  /** The fan-out whose items are run. */
  get #step(): LinkedFanOut {
    const step = this.#way.at(-1);
    if (step === undefined) throw new TypeError('The plan of a block has no fan-out.');
    return step;
  }

  /** By which both sides know that they mean the same block. */
  get fingerprint(): string {
    return this.#remote.fingerprint;
  }

  run(items: SentItems, watch: ItemWatch): RunningBatch {
    const known = [...this.#known, ...items.failures.map(receiveFailure)];
    const numbers = new FailureNumbers(known);
    const failures = new FailuresToSend();
    let settle: (results: SentResults) => void = () => undefined;
    let fail: (error: unknown) => void = () => undefined;
    const results = new Promise<SentResults>((...callbacks) => ([settle, fail] = callbacks));
    const events: SentEvent[] | undefined = items.events === undefined ? undefined : [];
    const told = (): Told => {
      const survived = failures.all.map(({ failure, skipped }) => ({ failure: numbers.of(failure), skipped }));
      return { survived, failures: numbers.sent, events };
    };
    const whenStopped = (end: RunEnd): void => {
      const error = 'error' in end ? end.error : undefined;
      if (error instanceof NodeExecutionError) {
        const also = error.also.filter((each): each is NodeExecutionError => each instanceof NodeExecutionError).map(sendFailure);
        const stopped = { failure: sendFailure(error), also };
        settle({ ...nothing, ...told(), stopped });
      } else if (watch.isStopped()) settle(nothing);
      else fail(error);
    };
    const { setting, bound, block } = this.#setting;
    const run = new RunState({ ...setting, failures }, startFanOut, whenStopped);
    run.bound = bound;
    if (events !== undefined) run.events.record((event) => events.push(sendEvent(event)), { nodes: items.events === 'all' });
    const around = this.#framesAround(run);
    const step = { ...this.#step, concurrency: block.concurrency };
    const batch = new SentBatch({ run, around, step, remote: this.#remote, items, known, numbers, watch });
    batch.start(() => {
      if (run.stopped) return;
      const own = batch.results();
      settle({ ...own, ...told(), stopped: undefined });
    });
    return { results, stop: (reason) => run.abort(reason) };
  }

  /** The frames around the items, with what the block reads of them; gives the innermost. */
  #framesAround(run: RunState): Frame {
    const { root: block, block: sent } = this.#setting;
    const owner: FrameOwner = { cancellation: run.cancellation, finished: ignore, abandoned: ignore, failed: ignore, weakened: ignore };
    let frame = (run.root = this.#fill(new Frame(owner, block), sent.around[0]));
    this.#way.slice(0, -1).forEach((step, depth) => {
      const inner = new Frame(owner, step.body, frame, step.name);
      const values = sent.around[depth + 1];
      inner.begin(values?.index ?? 0, values?.key);
      frame = this.#fill(inner, values);
    });
    return frame;
  }

  #fill(frame: Frame, values: SentFrame | undefined): Frame {
    for (const [slot, value] of values?.values ?? []) frame.slots[slot] = value;
    for (const [slot, number] of values?.absent ?? []) {
      const failure = number === undefined ? undefined : this.#known[number];
      frame.slots[slot] = failure === undefined ? DROPPED : new Absent(failure);
      frame.lacks = true;
    }
    return frame;
  }
}

const nothing: SentResults = {
  slots: [],
  columns: [],
  rows: undefined,
  folds: [],
  odd: [],
  failures: [],
  survived: [],
  events: undefined,
  stopped: undefined,
};

/** So many fan-outs, one inside the other: what the plan of a block consists of. */
function wayIn(root: LinkedBlock, depth: number): LinkedFanOut[] {
  const way: LinkedFanOut[] = [];
  for (let block = root; way.length < depth;) {
    const [step] = block.steps;
    if (step?.kind !== 'fan-out') break;
    way.push(step);
    block = step.body;
  }
  return way;
}

function ignore(): void {
  // Nothing around the items is run here.
}
