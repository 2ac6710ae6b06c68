import { readFileSync } from 'node:fs';
import { brokenEntry } from '../errors/cache-errors';
import type { CacheRecord } from './cache-store';
import { readRecord } from './entry-file';
import { readBeginning, readIfThere } from './read-file';

/** So much of a file is read to learn about its value. */
const BEGINNING = 4096;

/** What is known of an entry; `undefined` if it is not there. */
export function recordIn(file: string): CacheRecord | undefined {
  const beginning = readIfThere(file, () => readBeginning(file, BEGINNING));
  if (beginning === undefined) return undefined;
  const read = readRecord(beginning, file) ?? readRecord(readFileSync(file), file);
  if (read === undefined) throw brokenEntry(file, 'is torn');
  return read.record;
}

/** The same, for a listing of all there is. */
export function soundRecordIn(file: string): CacheRecord | undefined {
  try {
    return recordIn(file);
  } catch {
    // Who asks for this one is told.
    return undefined;
  }
}
