import { createHash } from 'node:crypto';
import { MillraceError, type CacheEntry, type CacheRecord } from '@millrace/core';

/** An entry in the database, without its value. */
export interface Row {
  readonly key: string;
  /** What is known of the value, with its digest, as JSON. */
  readonly record: string;
  /** The digest of that. */
  readonly digest: string;
}

type RecordWithDigest = CacheRecord & { readonly digest: string };

/** An entry as it is written. */
export function rowOf({ bytes, ...record }: CacheEntry): Omit<Row, 'key'> & { readonly bytes: Buffer } {
  const value = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = JSON.stringify({ ...record, digest: digestOf(value) } satisfies RecordWithDigest);
  return { record: text, digest: digestOf(text), bytes: value };
}

/** What is known of an entry. Throws `CACHE_ENTRY_BROKEN` where that is not what was written. */
export function recordIn({ key, record, digest }: Row): RecordWithDigest {
  if (digestOf(String(record)) !== digest) throw brokenRow(key, 'was changed');
  // What has this digest was written by the function above.
  const read = JSON.parse(record) as RecordWithDigest;
  if (read.key !== key) throw brokenRow(key, 'belongs to another key');
  return read;
}

/** The same with the value. */
export function withBytes(row: Row & { readonly bytes: unknown }): CacheEntry {
  const record = recordIn(row);
  const { key, bytes } = row;
  if (!(bytes instanceof Uint8Array) || digestOf(bytes) !== record.digest) throw brokenRow(key, 'was changed');
  return { ...record, bytes };
}

function brokenRow(key: string, what: string): MillraceError {
  return new MillraceError(
    'CACHE_ENTRY_BROKEN',
    `The cache entry ${key} in the database ${what}. It counts as absent, and is replaced when its node has been computed again.`,
  );
}

function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('base64');
}
