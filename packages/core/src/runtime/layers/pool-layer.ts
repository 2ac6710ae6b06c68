import { RunAbortedError } from '../../errors/run-aborted-error';
import { isThenable } from '../../types/thenable';
import { Cancellation } from '../cancellation';
import type { Layer, Next, NodeCall } from './node-call';
import type { Pool } from './pool';

/** Holds a slot of a pool during the call, and nothing else: not while it waits for the slot, nor in the pauses between attempts (F10). */
export function poolLayer(shared: Pool): Layer {
  return (next) => (call) => {
    const pool = shared.of(call.run);
    if (!pool.tryEnter(call.run.clock)) return inLine(pool, next, call);
    const slot = new Slot(pool, call);
    let result: unknown;
    try {
      result = next(call);
    } catch (error) {
      slot.leave();
      throw error;
    }
    if (isThenable(result)) return holding(result, slot);
    slot.leave();
    return result;
  };
}

/** A slot that is given back once: when the call has ended, or the run has ended without it. */
class Slot {
  readonly #pool: Pool;
  readonly #atEnd: Set<() => void>;
  readonly leave = (): void => {
    if (this.#atEnd.delete(this.leave)) this.#pool.leave();
  };

  constructor(pool: Pool, { run }: NodeCall) {
    this.#pool = pool;
    this.#atEnd = run.atEnd;
    this.#atEnd.add(this.leave);
  }
}

async function inLine(pool: Pool, next: Next, call: NodeCall): Promise<unknown> {
  call.assertWanted();
  await entering(pool, call);
  const slot = new Slot(pool, call);
  try {
    // It may have been given up since it was let in.
    call.assertWanted();
    return await next(call);
  } finally {
    slot.leave();
  }
}

/** Resolves with a slot taken; rejects, without one, when the call is given up meanwhile. */
function entering(pool: Pool, call: NodeCall): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = new Cancellation(call.frame.owner.cancellation, () => {
      leaveLine();
      reject(new RunAbortedError(giveUp.reason));
    });
    const leaveLine = pool.wait(call.run.clock, () => {
      giveUp.detach();
      resolve();
    });
  });
}

async function holding(result: unknown, slot: Slot): Promise<unknown> {
  try {
    return await result;
  } finally {
    slot.leave();
  }
}
