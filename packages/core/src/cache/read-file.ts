import { closeSync, existsSync, openSync, readSync } from 'node:fs';

/** What a function reads from a file; an error for one that is not there, as most are not at first, would cost ten times as much as to look. */
export function readIfThere<R>(file: string, read: () => R): R | undefined {
  return existsSync(file) ? whereThere(read) : undefined;
}

/** What a function reads; `undefined` if the file is not there, or no longer. */
export function whereThere<R>(read: () => R): R | undefined {
  try {
    return read();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** The code of an error of the file system. */
export function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

/** The first bytes of a file. */
export function readBeginning(file: string, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length);
  const opened = openSync(file, 'r');
  try {
    return buffer.subarray(0, readSync(opened, buffer, 0, length, 0));
  } finally {
    closeSync(opened);
  }
}
