import { MillraceError, type CacheEntry, type CacheRecord, type CacheStore } from '@millrace/core';
import { openDatabase, unavailable } from './open-database';
import type { SqliteDatabase, SqliteStatement } from './sqlite-database';

/** How a database is used. */
export interface SqliteCacheOptions {
  /** How long to wait while another process writes, in milliseconds. Default 5000; after that, what was to be stored is not. */
  readonly busyTimeoutMs?: number | undefined;
}

/** A store in a database, which may be closed. */
export interface SqliteCache extends CacheStore {
  /** Closes the database; the store is of no use any more. */
  close(): void;
}

/** The version of the form of entries is in the name, so that those of another version are not taken for these. */
const TABLE = 'millrace_cache_1';

/**
 * Keeps results in an SQLite database: in a file, which is made if it is not there, or in an open database of better-sqlite3 or libsql. Many small results take less room than in files
 * and are found faster. Any number of processes may use a database (it is put into WAL mode), on one machine; the lock of a process that died is gone with it.
 *
 * @throws MillraceError `CACHE_UNAVAILABLE` where the file cannot be opened, or is no database; `INVALID_OPTION` for a time that is none.
 * @example
 * const store = sqliteCache('.cache/results.db');
 * const driver = new Driver({ modules: [Prices], cache: store });
 */
export function sqliteCache(database: string | SqliteDatabase, { busyTimeoutMs = 5000 }: SqliteCacheOptions = {}): SqliteCache {
  if (!(Number.isInteger(busyTimeoutMs) && busyTimeoutMs >= 0))
    throw new MillraceError(
      'INVALID_OPTION',
      `sqliteCache has the option busyTimeoutMs: ${busyTimeoutMs}. It takes whole milliseconds, 0 or more.`,
    );
  const opened = typeof database === 'string' ? openDatabase(database) : database;
  try {
    return new DatabaseCache(opened, busyTimeoutMs);
  } catch (error) {
    if (typeof database === 'string') opened.close();
    throw unavailable(typeof database === 'string' ? database : 'that was given', error);
  }
}

interface Row {
  readonly record: string;
  readonly bytes: Uint8Array;
}

class DatabaseCache implements SqliteCache {
  readonly #database: SqliteDatabase;
  readonly #get: SqliteStatement;
  readonly #peek: SqliteStatement;
  readonly #set: SqliteStatement;
  readonly #delete: SqliteStatement;
  readonly #page: SqliteStatement;

  constructor(database: SqliteDatabase, busyTimeoutMs: number) {
    database.pragma(`busy_timeout = ${busyTimeoutMs}`);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    database.exec(`CREATE TABLE IF NOT EXISTS ${TABLE} (key TEXT PRIMARY KEY, record TEXT NOT NULL, bytes BLOB NOT NULL)`);
    this.#database = database;
    this.#get = database.prepare(`SELECT record, bytes FROM ${TABLE} WHERE key = ?`);
    this.#peek = database.prepare(`SELECT record FROM ${TABLE} WHERE key = ?`);
    this.#set = database.prepare(`INSERT OR REPLACE INTO ${TABLE} (key, record, bytes) VALUES (?, ?, ?)`);
    this.#delete = database.prepare(`DELETE FROM ${TABLE} WHERE key = ?`);
    this.#page = database.prepare(`SELECT record FROM ${TABLE} WHERE key > ? ORDER BY key LIMIT ${PAGE}`);
  }

  get(key: string): CacheEntry | undefined {
    // What the statements above select.
    const row = this.#get.get(key) as Row | undefined;
    return row && { ...recordOf(row), bytes: row.bytes };
  }

  peek(key: string): CacheRecord | undefined {
    const row = this.#peek.get(key) as Pick<Row, 'record'> | undefined;
    return row && recordOf(row);
  }

  set(key: string, { bytes, ...record }: CacheEntry): void {
    this.#set.run(key, JSON.stringify(record), Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  }

  delete(key: string): void {
    this.#delete.run(key);
  }

  /** Page by page, so that entries may be deleted meanwhile. */
  *entries(): Generator<readonly [key: string, record: CacheRecord]> {
    for (let after = '', isFull = true; isFull;) {
      const rows = this.#page.all(after) as Pick<Row, 'record'>[];
      for (const row of rows) {
        const record = recordOf(row);
        after = record.key;
        yield [record.key, record];
      }
      isFull = rows.length === PAGE;
    }
  }

  close(): void {
    this.#database.close();
  }
}

/** How many entries are listed at once. */
const PAGE = 500;

function recordOf({ record }: Pick<Row, 'record'>): CacheRecord {
  return JSON.parse(record) as CacheRecord;
}
