import type { Fault } from '@millrace/core';
import type { CodePlace, Places } from '../loading/find-places';

/** A fault, with its place in the code where that is known. */
export interface Finding extends Fault {
  readonly place: CodePlace | undefined;
}

/** Finds the place of a fault, `Class.method @decorator` or `Class`, in the loaded files. */
export function findingOf(fault: Fault, places: Places): Finding {
  const [, className = '', member = ''] = /^([\w$]+)(?:\.([\w$]+))?/.exec(fault.at) ?? [];
  return { ...fault, place: places.ofMember([className], member) };
}
