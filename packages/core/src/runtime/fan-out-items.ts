import { duplicateKey, invalidKey } from '../errors/source-errors';
import type { Failure } from './failure';
import type { Frame } from './frame';
import type { LinkedFanOut } from './program';

/** What one instance of a fan-out carries from pass to pass. */
export class FanOutItems {
  /** The kept items in the order in which the next pass takes them. */
  kept: Frame[] = [];
  /** How many items the source gave. */
  count = 0;
  finished = 0;
  failed = 0;
  firstFailure: Failure | undefined;
  /** What the source has thrown. */
  sourceError: { readonly error: unknown } | undefined;
  /** The failure that exceeded what is tolerated. */
  gaveUp: Failure | undefined;
  /** Keys that no other item may have. */
  keys: Set<string> | undefined;

  /** Keeps an item for the next pass. */
  keep(frame: Frame, ordered: boolean): void {
    if (ordered) this.kept[frame.position] = frame;
    else this.kept.push(frame);
  }

  /** Notes that something failed for an item; returns whether it is the first thing that did. */
  noteFailure(frame: Frame, failure: Failure): boolean {
    if (frame.failed) return false;
    frame.failed = true;
    this.failed++;
    this.firstFailure ??= failure;
    return true;
  }
}

/** The key of an item; `undefined` where it is the index. Throws if the `key` option gives none (F6). */
export function labelItem({ key, name, uniqueKeys }: LinkedFanOut, item: unknown, index: number, items: FanOutItems): string | undefined {
  if (key === undefined) return undefined;
  const label: unknown = key(item, index);
  if (typeof label !== 'string') throw invalidKey(name, index, label);
  if (uniqueKeys) {
    const keys = (items.keys ??= new Set());
    if (keys.has(label)) throw duplicateKey(name, index, label);
    keys.add(label);
  }
  return label;
}
