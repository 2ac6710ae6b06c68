import { isThenable } from '../../types/thenable';
import type { RunState } from '../run-state';
import type { Layer, Next, NodeCall } from './node-call';

/**
 * Takes one of the run's permits for the call itself, and for nothing that layers further out wait for (F10). Of those, some come back when nobody wants the call any
 * more: then it is not made.
 */
export const permitLayer: Layer = (next) => (call) => {
  const { run } = call;
  call.assertWanted();
  if (run.permits.exhausted) return inLine(next, call);
  const result = next(call);
  if (!isThenable(result)) return result;
  run.permits.take();
  return holding(result, run);
};

/**
 * Puts hooks around a call for which who waits for it takes a permit. That permit is for the call itself: what hooks wait for besides is waited for without
 * one, and what they call once more, or when they have returned, takes one of its own.
 */
export function lendAround(wrap: (next: Next) => Next, next: Next): Next {
  const later = permitLayer(next);
  const wrapped = wrap((call) => {
    if (!call.hasReturned && !isThenable(call.given)) return (call.given = next(call));
    if (!call.hasReturned) leave(call);
    return later(call);
  });
  return (call) => {
    let result: unknown;
    try {
      result = wrapped(call);
    } finally {
      call.hasReturned = true;
      if (call.given !== result) leave(call);
    }
    if (isThenable(result)) return result === call.given && !call.isLeft ? result : lendPermit(call.run, result);
    // What goes straight on would not see that it has to wait now.
    return call.isLeft && call.run.permits.exhausted ? Promise.resolve(result) : result;
  };
}

/** What a call has given is not, or not all, that will be waited for. */
function leave(call: NodeCall): void {
  const { given, run } = call;
  if (call.isLeft || !isThenable(given)) return;
  call.isLeft = true;
  hold(given, run);
}

/** Takes a permit until a call has ended that nobody waits for who takes one. */
function hold(result: PromiseLike<unknown>, run: RunState): void {
  run.permits.take();
  const back = (): void => giveBack(run);
  Promise.resolve(result).then(back, back);
}

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

function takeInTurn({ permits, stopped }: RunState): Promise<void> {
  return new Promise((resolve) => {
    const take = (): void => {
      // Taken at once: who comes next in line looks at what is left.
      permits.take();
      resolve();
    };
    // Nobody stands in line in a run that has stopped: who has a permit may never give it back.
    if (permits.exhausted && !stopped) permits.wait(take);
    else take();
  });
}

async function inLine(next: Next, call: NodeCall): Promise<unknown> {
  const { run } = call;
  await takeInTurn(run);
  try {
    call.assertWanted();
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
