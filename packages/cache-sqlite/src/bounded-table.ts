import type { SizeBound } from '@millrace/core';
import type { SqliteDatabase, SqliteStatement } from './sqlite-database';

/** So many entries are remembered as used before that is written down. */
const MOST_USED = 10_000;

/** Keeps a table within a number of bytes, among any number of processes that do the same. */
export class BoundedTable {
  readonly #bound: SizeBound;
  readonly #touch: SqliteStatement;
  readonly #sum: SqliteStatement;
  readonly #prune: SqliteStatement;
  /** When entries were used; to write that down each time would make each hit a write. */
  readonly #usedAt = new Map<string, number>();

  constructor(database: SqliteDatabase, { table, bound }: { readonly table: string; readonly bound: SizeBound }) {
    this.#bound = bound;
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
    return this.#bound.fits(size);
  }

  /** An entry is read. */
  used(key: string): void {
    this.#usedAt.set(key, Date.now());
    if (this.#usedAt.size >= MOST_USED) this.flush();
  }

  /** An entry was written. Now and then what was not used for longest goes. */
  wrote(size: number): void {
    if (!this.#bound.isDue(size)) return;
    this.flush();
    const { bytes } = this.#sum.get() as { readonly bytes: number | null };
    if ((bytes ?? 0) > this.#bound.maxBytes) this.#prune.run(this.#bound.keptBytes);
  }

  /** Writes down which entries were used. */
  flush(): void {
    if (this.#usedAt.size === 0) return;
    this.#touch.run(JSON.stringify(Object.fromEntries(this.#usedAt)));
    this.#usedAt.clear();
  }
}
