import { fault, type Fault } from './fault';

/** A member of `defineDataflow`, or all of it, that cannot be read. */
export function invalidDefinition(place: string, what: string): Fault {
  return fault('INVALID_DEFINITION', place, `${place} ${what}`);
}
