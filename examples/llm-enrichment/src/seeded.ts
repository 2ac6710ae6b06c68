import { createHash } from 'node:crypto';

/** A number in [0, 1) that depends on the seed and the subject only. */
export function seededNumber(seed: number, subject: string): number {
  return createHash('sha256').update(`${seed} ${subject}`).digest().readUInt32BE() / 2 ** 32;
}
