import { Batch } from '../batch';
import { neverBegun } from '../../errors/executor-errors';
import { Cancellation } from '../cancellation';
import type { Failure } from '../failure';
import type { Frame } from '../frame';
import { loopTurn } from '../loop-turn';
import { END, WAIT } from '../source';
import type { ItemsOutcome } from './executor';
import { receiveFailure } from './failure-numbers';
import { HandOver } from './hand-over';
import { OpenItems } from './open-items';
import type { Taker } from '../lane-pool';
import type { FarLane, RemoteHost } from './remote-host';
import type { RemotePass } from './remote-pass';

/** How often items are sent to workers that are lost before they have begun with one. */
const MOST_IN_VAIN = 3;

/**
 * A lane whose items run elsewhere: it pulls as many as make a batch, sends them, and hands what comes back to the collectors as a lane does that has
 * run the items itself.
 */
export class RemoteLane implements FarLane {
  readonly cancellation: Cancellation;
  readonly frame = undefined;
  readonly #host: RemoteHost;
  readonly #taker: Taker<Batch>;
  readonly #pass: RemotePass;
  readonly #handOver: HandOver;
  /** Items that have to be sent once more. */
  #again: OpenItems | undefined;
  #isOccupied = false;
  /** How many times in a row a worker was lost before it had begun. */
  #vainly = 0;

  constructor(host: RemoteHost, taker: Taker<Batch>, pass: RemotePass) {
    this.cancellation = host.cancellation;
    this.#host = host;
    this.#taker = taker;
    this.#pass = pass;
    const limit = host.step.batchSize;
    const onItem = (): void => void (host.batch.size >= limit && this.#flush());
    this.#handOver = new HandOver({ host, remote: pass.remote, onItem });
  }

  /** Sends the next items, if there are some. */
  run(): void {
    const items = this.#again ?? this.#pull();
    this.#again = undefined;
    if (items !== undefined) this.#send(items);
  }

  finish(): void {
    this.#release();
    this.#flush();
    this.#host.pool.ended(this);
    this.#taker.complete();
  }

  finished(): void {
    // Frames of items that run elsewhere do not end here.
  }

  abandoned(): void {
    // As above.
  }

  failed(frame: Frame, failure: Failure): void {
    this.#host.itemFailed(frame, failure);
  }

  weakened(frame: Frame): void {
    this.#host.weakened(frame);
  }

  /** The items of a batch; where there is none, the lane rests, waits for its turn, or has ended. */
  #pull(): OpenItems | undefined {
    const host = this.#host;
    const { step, run } = host;
    const { remote, around, batchSize, toSend, order } = this.#pass;
    const isPlain = step.open !== undefined && step.last && step.stream === undefined && step.key === undefined && !step.watched;
    const hasFrames = !isPlain || run.events.listening || around.lacks;
    const items = new OpenItems({ owner: this, step, remote, around, known: toSend.failures });
    while (items.count < batchSize) {
      const reason = this.#takeInto(items, hasFrames);
      if (reason === undefined) continue;
      if (items.count > 0) break;
      // What is handed over may change what comes next, so a lane that has something to hand over looks again before it rests.
      if (reason !== END && this.#flush()) continue;
      this.#rest(reason);
      return undefined;
    }
    items.number = order.pulled();
    return items;
  }

  /** Takes an item, or says why it does not. */
  #takeInto(items: OpenItems, hasFrames: boolean): typeof END | typeof WAIT | 'turn' | 'window' | undefined {
    const host = this.#host;
    if (loopTurn.isDue()) return 'turn';
    if (host.mustWait()) return 'window';
    const item = host.take();
    if (item === END || item === WAIT) return item === END ? END : WAIT;
    if (!hasFrames) items.add(item, host.count());
    else {
      const frame = host.begin(item, this, undefined);
      if (frame !== undefined) items.addFrame(frame);
    }
    return undefined;
  }

  #rest(reason: typeof END | typeof WAIT | 'turn' | 'window'): void {
    const host = this.#host;
    if (reason === END) return this.finish();
    this.#release();
    if (reason === 'turn') return loopTurn.wait(() => host.run.inContext(() => this.run()));
    if (reason === 'window') return host.pool.park(this);
    host.pool.idle(this);
    host.request();
  }

  #send(items: OpenItems): void {
    const { run } = this.#host;
    this.#occupy();
    // Who has waited in line has a permit, though others may wait behind.
    if (run.permits.exhausted) run.permits.wait(() => run.inContext(() => this.#dispatch(items)));
    else this.#dispatch(items);
  }

  #dispatch(items: OpenItems): void {
    const { run } = this.#host;
    if (this.cancellation.stopped) return this.#giveUp();
    const refuse = (error: unknown): void => {
      this.#pass.order.cameBack(items.number, this.#handOver);
      if (!this.cancellation.stopped) this.#host.sourceFailed(error);
      this.#giveUp();
    };
    try {
      const events = !run.events.listening ? undefined : this.#pass.executor.nodeEvents === true ? 'all' : 'without nodes';
      const running = this.#pass.open.run(items.send(events), { mayMove: !this.#pass.remote.keepsItems });
      const cancellation = new Cancellation(this.cancellation, () => running.cancel(run.graceMs));
      run.await(running.outcome, {
        value: (outcome) => {
          cancellation.detach();
          // What an executor promises.
          this.#land(items, outcome as ItemsOutcome);
        },
        error: (error) => {
          cancellation.detach();
          refuse(error);
        },
      });
    } catch (error) {
      refuse(error);
    }
  }

  #land(items: OpenItems, outcome: ItemsOutcome): void {
    if (this.cancellation.stopped) {
      const stopped = outcome.kind === 'done' ? outcome.results.stopped : undefined;
      if (stopped !== undefined) for (const late of [stopped.failure, ...stopped.also]) this.#host.run.failedLate(receiveFailure(late));
      return this.#giveUp();
    }
    if (outcome.kind !== 'done') return this.#sendAgain(items, outcome);
    this.#vainly = 0;
    this.#pass.remote.pace.note(items.count, outcome.ms, outcome.busyMs);
    const { order } = this.#pass;
    const { odd, survived, stopped } = outcome.results;
    const isPlain = odd.length === 0 && survived.length === 0 && stopped === undefined && outcome.unsendable.length === 0;
    if (isPlain && this.#host.step.ordered && !items.hasFrames) {
      order.cameBack(items.number, this.#handOver, (by) => by.accept(items, outcome, () => undefined));
      return this.#goOn();
    }
    order.cameBack(items.number, this.#handOver);
    this.#handOver.accept(items, outcome, (from) => {
      if (from < items.count) this.#giveUp();
      else this.#goOn();
    });
  }

  /** Nothing has come back: the items that are to blame fail, and the others are sent once more. */
  #sendAgain(items: OpenItems, outcome: Exclude<ItemsOutcome, { readonly kind: 'done' }>): void {
    this.#pass.order.cameBack(items.number, this.#handOver);
    const rows = Array.from({ length: items.count }, (_, row) => row);
    const failed = new Set<number>();
    if (outcome.kind === 'unsendable') {
      for (const item of outcome.items) {
        failed.add(item.row);
        this.#handOver.refuse(items.frame(item.row), item);
      }
    } else {
      const { error, states, wasBehind, canRepeat } = outcome;
      const begun = rows.filter((row) => states[row] === 1);
      // The worker may have died of something earlier; but who never gets past this point will not do better the next time.
      const isVain = begun.length === 0 && !wasBehind && ++this.#vainly === MOST_IN_VAIN;
      if (isVain) this.#vainly = 0;
      const ended = rows.filter((row) => states[row] === 2);
      if (isVain && ended.length === 0) {
        this.#host.sourceFailed(neverBegun(MOST_IN_VAIN, error));
        return this.#giveUp();
      }
      const blamed = isVain ? ended : begun.filter((row) => items.lose(row) >= this.#pass.executor.attempts);
      const lost = canRepeat ? blamed : rows;
      for (const row of lost) {
        failed.add(row);
        this.#handOver.fail(items.frame(row), 0, error);
      }
    }
    const rest = items.only(rows.filter((row) => !failed.has(row)));
    if (rest.count > 0) rest.number = this.#pass.order.pulled();
    this.#goOn(rest);
  }

  #goOn(rest?: OpenItems): void {
    if (this.cancellation.stopped) return this.#giveUp();
    this.#release();
    if (rest !== undefined && rest.count > 0) this.#again = rest;
    this.run();
  }

  /** Nobody wants these items any more. */
  #giveUp(): void {
    if (this.cancellation.stopped) return this.finish();
    this.#release();
    this.run();
  }

  #occupy(): void {
    if (this.#isOccupied) return;
    this.#isOccupied = true;
    this.#host.pool.occupied();
  }

  #release(): void {
    if (!this.#isOccupied) return;
    this.#isOccupied = false;
    this.#host.pool.freed();
  }

  #flush(): boolean {
    const host = this.#host;
    const { batch } = host;
    if (batch.size === 0) return false;
    host.batch = new Batch(host.step.reads.length);
    this.#taker.next(batch);
    return true;
  }
}
