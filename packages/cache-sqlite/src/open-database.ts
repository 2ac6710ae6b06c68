import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { MillraceError } from '@millrace/core';
import Database from 'libsql';
import type { SqliteDatabase } from './sqlite-database';

/** Opens a database in a file, which is made if it is not there; ':memory:' is one of this process alone. Throws `CACHE_UNAVAILABLE`. */
export function openDatabase(file: string): SqliteDatabase {
  try {
    if (file !== ':memory:') mkdirSync(dirname(resolve(file)), { recursive: true });
    return new Database(file);
  } catch (error) {
    throw unavailable(file, error);
  }
}

/** The database cannot be used. */
export function unavailable(what: string, cause: unknown): MillraceError {
  const text = cause instanceof Error ? cause.message : String(cause);
  return new MillraceError(
    'CACHE_UNAVAILABLE',
    `The database ${what} cannot be used as a cache: ${text}. Name a file that this process may write to and that is a database, or none so far.`,
    { cause },
  );
}
