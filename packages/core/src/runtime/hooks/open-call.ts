import type { Linked } from './open-list';

/** A call that is under way. */
export interface OpenCall extends Linked<OpenCall> {
  /** Nobody waits for it any more. */
  giveUp(): void;
}
