import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { brokenEntry, cacheUnavailable, invalidCacheOption } from '../errors/cache-errors';
import { describeValue } from '../errors/describe-value';
import type { CacheEntry, CacheRecord, CacheStore } from './cache-store';
import { readEntry, writeEntry } from './entry-file';
import { FileBounds, filesIn } from './file-bounds';
import { hashText } from './hash-writer';
import { makeFolder } from './make-folder';
import { codeOf, readIfThere, whereThere } from './read-file';
import { recordIn, soundRecordIn } from './record-file';
import { SizeBound } from './size-bound';

const KEY = /^[0-9a-f]{16,}$/;

/** What a process that died has left half written is removed when it is as old as this, in milliseconds. */
const STALE = 3_600_000;

/** Bounds of a {@link fileCache}. */
export interface FileCacheOptions {
  /**
   * How many bytes the files take at most; more than that for a short while, since the folder is gone through only with the first result that a process stores, and
   * then after each twentieth of this. What was not used for longest goes, until nine tenths are taken. Default: no bound.
   */
  readonly maxBytes?: number | undefined;
}

/**
 * Keeps each result in a file of its own below a folder, which is made if it is not there. A file is written beside its place and then moved there, so that whoever
 * reads finds it whole or not at all, and any number of processes may share a folder. What is torn or was changed counts as absent.
 *
 * @throws MillraceError `CACHE_UNAVAILABLE` where the folder cannot be made or written to; `INVALID_OPTION` for no folder, and a bound that is none.
 * @example
 * const driver = new Driver({ modules: [Prices], cache: fileCache('.cache', { maxBytes: 1e9 }) });
 */
export function fileCache(folder: string, { maxBytes = Infinity }: FileCacheOptions = {}): CacheStore {
  if (typeof folder !== 'string' || folder === '') throw invalidCacheOption('fileCache', `takes a folder, not ${describeValue(folder)}`);
  return new FileCache(resolve(folder), new SizeBound('fileCache', maxBytes));
}

class FileCache implements CacheStore {
  readonly #folder: string;
  readonly #drafts: string;
  readonly #bounds: FileBounds | undefined;
  readonly #process = randomUUID().slice(0, 8);
  #written = 0;

  constructor(folder: string, bound: SizeBound) {
    this.#folder = folder;
    this.#bounds = bound.maxBytes < Infinity ? new FileBounds(folder, bound) : undefined;
    this.#drafts = join(folder, 'drafts');
    try {
      makeFolder(this.#drafts);
      const probe = this.#draft();
      writeFileSync(probe, '');
      unlinkSync(probe);
      this.#removeStaleDrafts();
    } catch (error) {
      throw cacheUnavailable(`The folder ${folder}`, error);
    }
  }

  get(key: string): CacheEntry | undefined {
    const file = this.#fileOf(key);
    const content = readIfThere(file, () => readFileSync(file));
    if (content !== undefined) this.#bounds?.used(file);
    return content && ofKey(key, readEntry(content, file), file);
  }

  peek(key: string): CacheRecord | undefined {
    const file = this.#fileOf(key);
    const record = recordIn(file);
    if (record !== undefined) this.#bounds?.used(file);
    return record && ofKey(key, record, file);
  }

  set(key: string, entry: CacheEntry): void {
    const content = writeEntry(entry);
    if (this.#bounds?.fits(content.length) === false) return this.delete(key);
    const draft = this.#draft();
    try {
      writeDraft(draft, content);
      this.#move(draft, this.#fileOf(key));
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    }
    this.#bounds?.wrote(content.length);
  }

  delete(key: string): void {
    rmSync(this.#fileOf(key), { force: true });
  }

  *entries(): Generator<readonly [key: string, record: CacheRecord]> {
    for (const file of filesIn(this.#folder)) {
      const record = soundRecordIn(file);
      if (record !== undefined) yield [record.key, record];
    }
  }

  /** Keys are hexadecimal digits; others are made such, so that they are good names of files. */
  #fileOf(key: string): string {
    const name = KEY.test(key) ? key : hashText(key);
    return join(this.#folder, name.slice(0, 2), name.slice(2));
  }

  #move(draft: string, file: string): void {
    try {
      renameSync(draft, file);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      makeFolder(dirname(file));
      renameSync(draft, file);
    }
  }

  #draft(): string {
    return join(this.#drafts, `${process.pid}-${this.#process}-${this.#written++}`);
  }

  #removeStaleDrafts(): void {
    for (const name of readdirSync(this.#drafts)) {
      const draft = join(this.#drafts, name);
      const writtenAt = whereThere(() => statSync(draft).mtimeMs);
      if (writtenAt !== undefined && Date.now() - writtenAt > STALE) rmSync(draft, { force: true });
    }
  }
}

/** Somebody may have removed the folder meanwhile. */
function writeDraft(draft: string, content: Buffer): void {
  try {
    writeFileSync(draft, content);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    makeFolder(dirname(draft));
    writeFileSync(draft, content);
  }
}

function ofKey<R extends CacheRecord>(key: string, record: R, file: string): R {
  if (record.key !== key) throw brokenEntry(file, 'belongs to another key');
  return record;
}
