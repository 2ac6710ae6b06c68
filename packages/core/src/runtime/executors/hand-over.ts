import { unsendableValue } from '../../errors/executor-errors';
import { stopReducing } from '../../types/reducer';
import { isThenable } from '../../types/thenable';
import { Absent, DROPPED } from '../absent';
import { WITHOUT } from '../batch';
import type { Failure } from '../failure';
import type { Frame } from '../frame';
import { whenTold } from '../layers/await-layers';
import { Thrown } from '../odd';
import { failNode } from '../report-failure';
import { receiveEvent } from './events-to-send';
import type { ItemsOutcome, Unsendable } from './executor';
import { receiveFailure } from './failure-numbers';
import type { OpenItems } from './open-items';
import type { RemoteBlock } from './remote-block';
import type { RemoteHost } from './remote-host';
import type { SentFold, SentResults } from './sent';
import { receiveThrown } from './sent-thrown';

/** Where what has come back is handed over. */
export interface HandOverSetting {
  readonly host: RemoteHost;
  readonly remote: RemoteBlock;
  /** Called after each item. */
  readonly onItem: () => void;
}

type Done = Extract<ItemsOutcome, { readonly kind: 'done' }>;

/** Puts the values of items that were run elsewhere into frames, and hands these to the collectors as if the items had been run here. */
export class HandOver {
  readonly #host: RemoteHost;
  readonly #remote: RemoteBlock;
  readonly #onItem: () => void;

  constructor({ host, remote, onItem }: HandOverSetting) {
    this.#host = host;
    this.#remote = remote;
    this.#onItem = onItem;
  }

  /** Hands over items that have ended; `goOn` is called behind the last, or with the place of the first that nobody wants any more. */
  accept(items: OpenItems, { results, unsendable }: Done, goOn: (from: number) => void): void {
    const failures = [...items.failures, ...results.failures.map(receiveFailure)];
    this.#report(results, failures);
    const odd = new Map(results.odd.map((item) => [item.row, item]));
    const refused = new Map(unsendable.map((item) => [item.row, item]));
    const isPlain = !items.hasFrames && !this.#host.run.events.listening;

    const next = (from: number): void => {
      for (let place = from; place < items.count; place++) {
        if (this.#host.cancellation.stopped) return goOn(place);
        const row = results.rows?.[place] ?? place;
        const item = odd.get(row);
        const lost = refused.get(row);
        if (isPlain && item === undefined && lost === undefined) {
          const shared = items.sharedFrame(row);
          this.#fill(shared, results, { place, row });
          this.#host.batch.add(shared, this.#host.step);
          this.#host.ended(shared);
          this.#onItem();
          continue;
        }
        const frame = items.frame(row);
        this.#fill(frame, results, { place, row });
        if (item !== undefined) {
          for (const [slot, failure] of item.absent) frame.slots[slot] = failure === undefined ? DROPPED : new Absent(failures[failure]);
          frame.lacks ||= item.absent.length > 0;
          const failure = item.failure === undefined ? undefined : failures[item.failure];
          if (failure !== undefined) this.#host.itemFailed(frame, failure);
        }
        if (lost !== undefined) this.#lose(frame, [lost.slot], { slot: lost.slot, error: this.#unsendable(lost, 'from') });
        if (this.#complete(frame, () => next(place + 1))) return;
      }
      goOn(items.count);
    };
    next(0);
  }

  /** An item of which nothing has come back. */
  fail(frame: Frame, slot: number, error: unknown): void {
    const { filled, folds } = this.#remote;
    for (const fold of folds) frame.slots[fold.slot] = WITHOUT;
    this.#lose(frame, filled, { slot, error });
    if (!this.#host.cancellation.stopped) this.#complete(frame, () => undefined);
  }

  /** An item that cannot be sent. */
  refuse(frame: Frame, item: Unsendable): void {
    this.fail(frame, item.slot, this.#unsendable(item, 'to'));
  }

  #fill({ slots }: Frame, results: SentResults, { place, row }: { readonly place: number; readonly row: number }): void {
    const { outputs, folds } = this.#remote;
    for (let index = 0; index < outputs.length; index++) slots[outputs[index] ?? 0] = results.columns[index]?.[place];
    for (let index = 0; index < folds.length; index++) {
      const fold = results.folds[index];
      slots[folds[index]?.slot ?? 0] = fold?.row === row ? accumulatorOf(fold) : WITHOUT;
    }
  }

  /** An item has ended. Returns whether hooks that are told of it have to be waited for; `goOn` is called then. */
  #complete(frame: Frame, goOn: () => void): boolean {
    const host = this.#host;
    const complete = (): void => {
      if (host.cancellation.stopped) return;
      host.completed(frame);
      this.#onItem();
    };
    const told = host.step.last ? host.told?.itemEnded(frame, false) : undefined;
    if (!isThenable(told)) {
      complete();
      return false;
    }
    whenTold(host.run, told, () => {
      complete();
      goOn();
    });
    return true;
  }

  /** Passes on what has happened, the failures that the items had, and the one that ends the run. */
  #report({ survived, stopped, events }: SentResults, failures: readonly Failure[]): void {
    const { run } = this.#host;
    const isTold = events !== undefined;
    for (const event of events ?? []) run.events.passOn(receiveEvent(event));
    for (const { failure: number, skipped } of survived) {
      const failure = failures[number];
      if (failure === undefined) continue;
      if (!isTold) run.events.nodeFailed(failure);
      run.survive(failure, skipped);
    }
    if (stopped === undefined) return;
    const failure = receiveFailure(stopped.failure);
    if (!isTold) run.events.nodeFailed(failure);
    run.fail(failure);
    for (const also of stopped.also) run.failedLate(receiveFailure(also));
  }

  #lose(frame: Frame, slots: readonly number[], { slot, error }: { readonly slot: number; readonly error: unknown }): void {
    const absent = failNode(this.#host.run, frame, this.#nameOf(slot), error);
    for (const each of slots) frame.slots[each] = absent;
    frame.lacks = true;
  }

  #unsendable({ slot, what }: Unsendable, direction: 'to' | 'from'): Error {
    return unsendableValue(`${this.#nameOf(slot)}${what}`, direction);
  }

  #nameOf(slot: number): string {
    const { parallelizable } = this.#host.step;
    return slot === 0 ? parallelizable : (this.#remote.names[slot] ?? parallelizable);
  }
}

function accumulatorOf({ accumulator, isFinal, thrown }: SentFold): unknown {
  if (thrown !== undefined) return new Thrown(receiveThrown(thrown));
  return isFinal ? stopReducing(accumulator) : accumulator;
}
