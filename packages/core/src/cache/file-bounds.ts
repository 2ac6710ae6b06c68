import { readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf, whereThere } from './read-file';

/** A file below a folder of results. */
interface StoredFile {
  readonly path: string;
  readonly size: number;
  /** When it was used last. */
  readonly usedAt: number;
}

/** When it is too much, so much of the bound stays. */
const KEPT = 0.9;
/** After so much of the bound has been written, it is looked whether it is too much. */
const LOOK_AFTER = 0.05;

/** The files of a folder in which results are, below folders of two letters each. */
export function* filesIn(folder: string): Generator<string> {
  for (const part of whereThere(() => readdirSync(folder)) ?? []) {
    if (!/^[0-9a-f]{2}$/.test(part)) continue;
    for (const rest of whereThere(() => readdirSync(join(folder, part))) ?? []) yield join(folder, part, rest);
  }
}

/** Keeps the files of a folder within a number of bytes, among any number of processes that do the same. */
export class FileBounds {
  readonly #folder: string;
  readonly #maxBytes: number;
  /** Bytes that this process has written since it looked; it looks with the first, too. */
  #written = Infinity;

  constructor(folder: string, maxBytes: number) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
  }

  /** Whether a file of so many bytes would leave room for others. */
  fits(size: number): boolean {
    return size <= this.#maxBytes * KEPT;
  }

  /** A file is read. When it was used is the time of its last change, which other processes see. */
  used(file: string): void {
    const now = new Date();
    try {
      whereThere(() => utimesSync(file, now, now));
    } catch (error) {
      // Who may only read keeps nothing from going.
      if (!['EPERM', 'EACCES', 'EROFS'].includes(String(codeOf(error)))) throw error;
    }
  }

  /** A file was written. Now and then that which was not used for longest goes; what somebody else removes meanwhile is gone as well. */
  wrote(size: number): void {
    this.#written += size;
    if (this.#written < this.#maxBytes * LOOK_AFTER) return;
    this.#written = 0;
    const files = this.#files();
    if (files.reduce((sum, file) => sum + file.size, 0) <= this.#maxBytes) return;
    files.sort((a, b) => b.usedAt - a.usedAt);
    let kept = 0;
    for (const file of files) {
      kept += file.size;
      if (kept > this.#maxBytes * KEPT) rmSync(file.path, { force: true });
    }
  }

  #files(): StoredFile[] {
    return [...filesIn(this.#folder)].flatMap((path) => {
      const stat = whereThere(() => statSync(path));
      return stat === undefined ? [] : [{ path, size: stat.size, usedAt: stat.mtimeMs }];
    });
  }
}
