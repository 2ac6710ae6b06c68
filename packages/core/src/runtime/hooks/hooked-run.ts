import type { MillraceError } from '../../errors/millrace-error';
import type { Clock } from '../clock';
import type { Failure } from '../failure';
import type { TellingRun } from './hooks';

/** What the hooks of fan-outs need of their run. */
export interface HookedRun extends TellingRun {
  readonly id: string;
  readonly clock: Clock;
  /** The failure that has stopped it. */
  readonly fatal: Failure | undefined;
  breakOff(error: MillraceError): void;
}
