import { RunAbortedError } from '../../errors/run-aborted-error';
import { isThenable } from '../../types/thenable';
import type { RunState } from '../run-state';
import type { Layer, Next, NodeCall } from './node-call';

/** Takes one of the run's permits for the call itself, and for nothing that layers further out wait for (F10). */
export const permitLayer: Layer = (next) => (call) => {
  const { run } = call;
  if (run.permits.exhausted) return inLine(next, call);
  const result = next(call);
  if (!isThenable(result)) return result;
  run.permits.take();
  return holding(result, run);
};

/** Waits for something with the permit of a call that others need meanwhile: whoever waits for the call has taken one for it. */
export async function lendPermit(run: RunState, awaited: PromiseLike<unknown>): Promise<unknown> {
  // That is so once the call has returned.
  await Promise.resolve();
  giveBack(run);
  try {
    return await awaited;
  } finally {
    await takeInTurn(run);
  }
}

function takeInTurn({ permits }: RunState): Promise<void> {
  return new Promise((resolve) => {
    const take = (): void => {
      // Taken at once: who comes next in line looks at what is left.
      permits.take();
      resolve();
    };
    if (permits.exhausted) permits.wait(take);
    else take();
  });
}

async function inLine(next: Next, call: NodeCall): Promise<unknown> {
  const { run } = call;
  await takeInTurn(run);
  try {
    if (call.isGivenUp) throw new RunAbortedError(call.frame.owner.cancellation.reason);
    return await next(call);
  } finally {
    giveBack(run);
  }
}

async function holding(result: PromiseLike<unknown>, run: RunState): Promise<unknown> {
  try {
    return await result;
  } finally {
    giveBack(run);
  }
}

function giveBack({ permits }: RunState): void {
  permits.free();
  permits.advance();
}
