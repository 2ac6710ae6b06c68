import { readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf, whereThere } from './read-file';
import type { SizeBound } from './size-bound';

/** A file below a folder of results. */
interface StoredFile {
  readonly path: string;
  readonly size: number;
  /** When it was used last. */
  readonly usedAt: number;
}

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
  readonly #bound: SizeBound;

  constructor(folder: string, bound: SizeBound) {
    this.#folder = folder;
    this.#bound = bound;
  }

  /** Whether a file of so many bytes would leave room for others. */
  fits(size: number): boolean {
    return this.#bound.fits(size);
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
    if (!this.#bound.isDue(size)) return;
    const files = this.#files();
    if (files.reduce((sum, file) => sum + file.size, 0) <= this.#bound.maxBytes) return;
    files.sort((a, b) => b.usedAt - a.usedAt);
    let kept = 0;
    for (const file of files) {
      kept += file.size;
      if (kept > this.#bound.keptBytes) rmSync(file.path, { force: true });
    }
  }

  #files(): StoredFile[] {
    return [...filesIn(this.#folder)].flatMap((path) => {
      const stat = whereThere(() => statSync(path));
      return stat === undefined ? [] : [{ path, size: stat.size, usedAt: stat.mtimeMs }];
    });
  }
}
