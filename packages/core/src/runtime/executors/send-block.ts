import { Absent } from '../absent';
import type { Failure } from '../failure';
import type { Frame } from '../frame';
import type { LinkedFanOut } from '../program';
import type { RunState } from '../run-state';
import { sendFailure } from './failure-numbers';
import type { RemoteBlock } from './remote-block';
import type { RunExecutors } from './run-executors';
import type { SentBlock, SentFrame } from './sent';

/** A block as it is sent, and the failures around it that the other side knows then. */
export interface BlockToSend {
  readonly block: SentBlock;
  readonly failures: readonly Failure[];
}

/** Who runs a pass, and what it is a pass of. */
export interface RemoteSetting {
  readonly step: LinkedFanOut;
  readonly remote: RemoteBlock;
  readonly executors: RunExecutors;
  readonly threads: number;
}

/** Puts together what all items of a pass have in common. */
export function blockToSend(run: RunState, frame: Frame, { step, remote, executors, threads }: RemoteSetting): BlockToSend {
  const failures: Failure[] = [];
  const numberOf = (failure: Failure | undefined): number | undefined => {
    if (failure === undefined) return undefined;
    return failures.includes(failure) ? failures.indexOf(failure) : failures.push(failure) - 1;
  };
  const frames = framesAround(frame);
  const around = frames.map((each, depth): SentFrame => {
    const read = remote.around.flatMap(({ up, slot }) => (up === frames.length - depth ? [[slot, each.slots[slot]] as const] : []));
    const values = read.filter(([, value]) => !(value instanceof Absent));
    return {
      index: each.index,
      key: each.key,
      values,
      names: values.map(([slot]) => each.block.names[slot] ?? ''),
      absent: read.flatMap(([slot, value]) => (value instanceof Absent ? [[slot, numberOf(value.failure)] as const] : [])),
    };
  });
  const block: SentBlock = {
    driver: executors.driver,
    request: executors.request,
    place: remote.place,
    fingerprint: remote.fingerprint,
    run: executors.run,
    runId: run.id,
    context: remote.hasContext ? run.context : undefined,
    concurrency: share(step.concurrency, threads),
    maxConcurrency: share(run.permits.limit, threads),
    graceMs: run.graceMs,
    stopsAtFailure: run.stopsAtFailure,
    overrides: Object.fromEntries(remote.overridden.map((node) => [node, executors.overrides.get(node)?.([])])),
    around,
    failures: failures.map(sendFailure),
  };
  return { block, failures };
}

/** From the root inwards. */
function framesAround(frame: Frame): Frame[] {
  const frames: Frame[] = [];
  for (let each: Frame | undefined = frame; each !== undefined; each = each.parent) frames.unshift(each);
  return frames;
}

/** What one of several threads gets of a number of items or promises that may be open at once. */
function share(all: number, threads: number): number {
  return Math.max(1, Math.floor(all / threads));
}
