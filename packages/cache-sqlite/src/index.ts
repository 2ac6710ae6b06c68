export { sqliteCache, type SqliteCache, type SqliteCacheOptions } from './sqlite-cache';
export type { SqliteDatabase, SqliteStatement } from './sqlite-database';
