import type { SlotRef } from '../../plan/block';
import { isThenable } from '../../types/thenable';
import type { NodeCall } from '../layers/node-call';
import { Deferred, type Versioned } from './deferred';

/** Puts values into the slots that a call reads and that have only versions so far. Gives a promise only where the store does. */
export function loadArguments({ frame }: NodeCall, reads: readonly SlotRef[]): void | Promise<void> {
  const waiting: Promise<void>[] = [];
  for (const { up, slot } of reads) {
    const { slots, versions } = frame.outwards(up);
    const deferred = slots[slot];
    if (!(deferred instanceof Deferred)) continue;
    const put = ({ value, version }: Versioned): void => {
      slots[slot] = value;
      if (versions !== undefined) versions[slot] = version;
    };
    const loaded = deferred.load();
    if (isThenable(loaded)) waiting.push(Promise.resolve(loaded).then(put));
    else put(loaded);
  }
  return waiting.length === 0 ? undefined : Promise.all(waiting).then(() => undefined);
}
