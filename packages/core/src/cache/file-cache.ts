import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { brokenEntry, cacheUnavailable, invalidCacheOption } from '../errors/cache-errors';
import { describeValue } from '../errors/describe-value';
import type { CacheEntry, CacheRecord, CacheStore } from './cache-store';
import { readEntry, readRecord, writeEntry } from './entry-file';
import { hashText } from './hash-writer';
import { codeOf, readBeginning, readIfThere, whereThere } from './read-file';

const KEY = /^[0-9a-f]{16,}$/;

/** So much of a file is read to learn about its value. */
const BEGINNING = 4096;

/** What a process that died has left half written is removed when it is as old as this, in milliseconds. */
const STALE = 3_600_000;

/**
 * Keeps each result in a file of its own below a folder, which is made if it is not there. A file is written beside its place and then moved there, so that whoever
 * reads finds it whole or not at all, and any number of processes may share a folder. What is torn or was changed counts as absent.
 *
 * @throws MillraceError `CACHE_UNAVAILABLE` where the folder cannot be made or written to.
 */
export function fileCache(folder: string): CacheStore {
  if (typeof folder !== 'string' || folder === '') throw invalidCacheOption('fileCache', `takes a folder, not ${describeValue(folder)}`);
  return new FileCache(resolve(folder));
}

class FileCache implements CacheStore {
  readonly #folder: string;
  readonly #drafts: string;
  readonly #process = randomUUID().slice(0, 8);
  #written = 0;

  constructor(folder: string) {
    this.#folder = folder;
    this.#drafts = join(folder, 'drafts');
    try {
      mkdirSync(this.#drafts, { recursive: true });
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
    return content && ofKey(key, readEntry(content, file), file);
  }

  peek(key: string): CacheRecord | undefined {
    const file = this.#fileOf(key);
    const record = recordIn(file);
    return record && ofKey(key, record, file);
  }

  set(key: string, entry: CacheEntry): void {
    const draft = this.#draft();
    try {
      writeDraft(draft, writeEntry(entry));
      this.#move(draft, this.#fileOf(key));
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    }
  }

  delete(key: string): void {
    rmSync(this.#fileOf(key), { force: true });
  }

  *entries(): Generator<readonly [key: string, record: CacheRecord]> {
    for (const part of whereThere(() => readdirSync(this.#folder)) ?? []) {
      if (!/^[0-9a-f]{2}$/.test(part)) continue;
      for (const rest of whereThere(() => readdirSync(join(this.#folder, part))) ?? []) {
        const record = soundRecordIn(join(this.#folder, part, rest));
        if (record !== undefined) yield [record.key, record];
      }
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
      mkdirSync(dirname(file), { recursive: true });
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
    mkdirSync(dirname(draft), { recursive: true });
    writeFileSync(draft, content);
  }
}

/** What is known of an entry; `undefined` if it is not there. */
function recordIn(file: string): CacheRecord | undefined {
  const beginning = readIfThere(file, () => readBeginning(file, BEGINNING));
  if (beginning === undefined) return undefined;
  const read = readRecord(beginning, file) ?? readRecord(readFileSync(file), file);
  if (read === undefined) throw brokenEntry(file, 'is torn');
  return read.record;
}

function soundRecordIn(file: string): CacheRecord | undefined {
  try {
    return recordIn(file);
  } catch {
    // Who asks for this one is told.
    return undefined;
  }
}

function ofKey<R extends CacheRecord>(key: string, record: R, file: string): R {
  if (record.key !== key) throw brokenEntry(file, 'belongs to another key');
  return record;
}
