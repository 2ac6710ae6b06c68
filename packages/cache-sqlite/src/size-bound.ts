import type { SqliteDatabase, SqliteStatement } from './sqlite-database';

/** When it is too much, so much of the bound stays. */
const KEPT = 0.9;
/** After so much of the bound has been written, it is looked whether it is too much. */
const LOOK_AFTER = 0.05;
/** So many entries are remembered as used before that is written down. */
const MOST_USED = 10_000;

/** Keeps a table within a number of bytes, among any number of processes that do the same. */
export class SizeBound {
  readonly #maxBytes: number;
  readonly #touch: SqliteStatement;
  readonly #sum: SqliteStatement;
  readonly #prune: SqliteStatement;
  /** When entries were used; to write that down each time would make each hit a write. */
  readonly #usedAt = new Map<string, number>();
  /** Bytes that this process has written since it looked; it looks with the first, too. */
  #written = Infinity;

  constructor(database: SqliteDatabase, { table, maxBytes }: { readonly table: string; readonly maxBytes: number }) {
    this.#maxBytes = maxBytes;
    // All that pruning reads, so that it need not go through the values.
    database.exec(`CREATE INDEX IF NOT EXISTS ${table}_used ON ${table} (used_at, size, key)`);
    // All at once: thousands of statements would be thousands of transactions.
    this.#touch = database.prepare(
      `UPDATE ${table} SET used_at = MAX(used_at, (SELECT value FROM json_each(?1) WHERE json_each.key = ${table}.key)) WHERE key IN (SELECT key FROM json_each(?1))`,
    );
    this.#sum = database.prepare(`SELECT SUM(size) AS bytes FROM ${table}`);
    this.#prune = database.prepare(
      `DELETE FROM ${table} WHERE key IN (SELECT key FROM (SELECT key, SUM(size) OVER (ORDER BY used_at DESC, key ROWS UNBOUNDED PRECEDING) AS newer FROM ${table}) WHERE newer > ?)`,
    );
  }

  /** Whether an entry of so many bytes would leave room for others. */
  fits(size: number): boolean {
    return size <= this.#maxBytes * KEPT;
  }

  /** An entry is read. */
  used(key: string): void {
    this.#usedAt.set(key, Date.now());
    if (this.#usedAt.size >= MOST_USED) this.flush();
  }

  /** An entry was written. Now and then what was not used for longest goes. */
  wrote(size: number): void {
    this.#written += size;
    if (this.#written < this.#maxBytes * LOOK_AFTER) return;
    this.#written = 0;
    this.flush();
    const { bytes } = this.#sum.get() as { readonly bytes: number | null };
    if ((bytes ?? 0) > this.#maxBytes) this.#prune.run(this.#maxBytes * KEPT);
  }

  /** Writes down which entries were used. */
  flush(): void {
    if (this.#usedAt.size === 0) return;
    this.#touch.run(JSON.stringify(Object.fromEntries(this.#usedAt)));
    this.#usedAt.clear();
  }
}
