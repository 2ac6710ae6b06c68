import { MillraceError, SizeBound, type CacheEntry, type CacheRecord, type CacheStore } from '@millrace/core';
import { BoundedTable } from './bounded-table';
import { openDatabase, unavailable } from './open-database';
import { recordIn, rowOf, withBytes, type Row } from './row';
import type { SqliteDatabase, SqliteStatement } from './sqlite-database';

/** How a database is used. */
export interface SqliteCacheOptions {
  /** How long to wait while another process writes, in milliseconds. Default 5000; after that, what was to be stored is not. */
  readonly busyTimeoutMs?: number | undefined;
  /**
   * How many bytes results take at most, values and what is known of them; more than that for a short while, since they are added up only with the first result that a
   * process stores, and then after each twentieth of this. What was not used for longest goes, until nine tenths are taken. Default: no bound.
   */
  readonly maxBytes?: number | undefined;
}

/** A store in a database, which may be closed. */
export interface SqliteCache extends CacheStore {
  /** Closes the database; the store is of no use any more. */
  close(): void;
}

/** The version of the form of entries is in the name, so that those of another version are not taken for these. */
const TABLE = 'millrace_cache_2';

/** How many entries are listed at once. */
const PAGE = 500;

/**
 * Keeps results in an SQLite database: in a file, which is made if it is not there, or in an open database of better-sqlite3 or libsql. Many small results take less room
 * than in files and are found faster. Any number of processes may use a database (it is put into WAL mode), on one machine; the lock of a process that died is gone with
 * it. What was changed by somebody else counts as absent.
 *
 * @throws MillraceError `CACHE_UNAVAILABLE` where the file cannot be opened, or is no database; `INVALID_OPTION` for a time, or a bound, that is none.
 * @example
 * const store = sqliteCache('.cache/results.db', { maxBytes: 1e9 });
 * const driver = new Driver({ modules: [Prices], cache: store });
 */
export function sqliteCache(
  database: string | SqliteDatabase,
  { busyTimeoutMs = 5000, maxBytes = Infinity }: SqliteCacheOptions = {},
): SqliteCache {
  if (!(Number.isInteger(busyTimeoutMs) && busyTimeoutMs >= 0))
    throw new MillraceError(
      'INVALID_OPTION',
      `sqliteCache has the option busyTimeoutMs: ${String(busyTimeoutMs)}. It takes whole milliseconds, 0 or more.`,
    );
  const bound = new SizeBound('sqliteCache', maxBytes);
  const opened = typeof database === 'string' ? openDatabase(database) : database;
  try {
    return new DatabaseCache(opened, busyTimeoutMs, bound);
  } catch (error) {
    if (typeof database === 'string') opened.close();
    throw unavailable(typeof database === 'string' ? database : 'that was given', error);
  }
}

class DatabaseCache implements SqliteCache {
  readonly #database: SqliteDatabase;
  readonly #bounded: BoundedTable | undefined;
  readonly #get: SqliteStatement;
  readonly #peek: SqliteStatement;
  readonly #set: SqliteStatement;
  readonly #delete: SqliteStatement;
  readonly #page: SqliteStatement;

  constructor(database: SqliteDatabase, busyTimeoutMs: number, bound: SizeBound) {
    database.pragma(`busy_timeout = ${busyTimeoutMs}`);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    database.exec(
      `CREATE TABLE IF NOT EXISTS ${TABLE} (key TEXT PRIMARY KEY, record TEXT NOT NULL, digest TEXT NOT NULL, size INTEGER NOT NULL, used_at REAL NOT NULL, bytes BLOB NOT NULL)`,
    );
    this.#database = database;
    this.#bounded = bound.maxBytes < Infinity ? new BoundedTable(database, { table: TABLE, bound }) : undefined;
    this.#get = database.prepare(`SELECT key, record, digest, bytes FROM ${TABLE} WHERE key = ?`);
    this.#peek = database.prepare(`SELECT key, record, digest FROM ${TABLE} WHERE key = ?`);
    this.#set = database.prepare(`INSERT OR REPLACE INTO ${TABLE} (key, record, digest, size, used_at, bytes) VALUES (?, ?, ?, ?, ?, ?)`);
    this.#delete = database.prepare(`DELETE FROM ${TABLE} WHERE key = ?`);
    this.#page = database.prepare(`SELECT key, record, digest FROM ${TABLE} WHERE key > ? ORDER BY key LIMIT ${PAGE}`);
  }

  get(key: string): CacheEntry | undefined {
    // What the statements above select.
    const row = this.#get.get(key) as (Row & { readonly bytes: unknown }) | undefined;
    if (row === undefined) return undefined;
    this.#bounded?.used(key);
    return withBytes(row);
  }

  peek(key: string): CacheRecord | undefined {
    const row = this.#peek.get(key) as Row | undefined;
    if (row === undefined) return undefined;
    this.#bounded?.used(key);
    return recordIn(row);
  }

  set(key: string, entry: CacheEntry): void {
    const { record, digest, bytes } = rowOf(entry);
    const size = record.length + bytes.length;
    if (this.#bounded?.fits(size) === false) return this.delete(key);
    this.#set.run(key, record, digest, size, Date.now(), bytes);
    this.#bounded?.wrote(size);
  }

  delete(key: string): void {
    this.#delete.run(key);
  }

  /** Page by page, so that entries may be deleted meanwhile. */
  *entries(): Generator<readonly [key: string, record: CacheRecord]> {
    for (let after = '', isFull = true; isFull;) {
      const rows = this.#page.all(after) as Row[];
      for (const row of rows) {
        after = row.key;
        const record = soundRecordIn(row);
        if (record !== undefined) yield [record.key, record];
      }
      isFull = rows.length === PAGE;
    }
  }

  close(): void {
    this.#bounded?.flush();
    this.#database.close();
  }
}

function soundRecordIn(row: Row): CacheRecord | undefined {
  try {
    return recordIn(row);
  } catch (error) {
    // Who asks for this one is told.
    if (MillraceError.is(error, 'CACHE_ENTRY_BROKEN')) return undefined;
    throw error;
  }
}
