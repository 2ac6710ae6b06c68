import { brokenEntry } from '../errors/cache-errors';
import type { CacheEntry, CacheRecord } from './cache-store';
import { HashWriter, hashText } from './hash-writer';

/** The version of the form below. */
const VERSION = 1;

const FIRST_LINE = /^millrace-cache (\d+) ([0-9a-f]+)\n/;

/** What the second line holds: a record, and the digest of the value behind it. */
type Header = CacheRecord & { readonly digest: string };

/** The longest first line. */
const LONGEST_FIRST_LINE = 100;

/** An entry as a file: a line with the version of the form and the digest of the next line, a line with what is known of the value, and the value. */
export function writeEntry({ bytes, ...record }: CacheEntry): Buffer {
  const header = JSON.stringify({ ...record, digest: digestOf(bytes) } satisfies Header);
  return Buffer.concat([Buffer.from(`millrace-cache ${VERSION} ${hashText(header)}\n${header}\n`), bytes]);
}

/** What a file, or its beginning, says of its value; `undefined` where the beginning is too short. Throws for what is not what was written under that key. */
export function readRecord(file: Buffer, where: string): { readonly record: Header; readonly from: number } | undefined {
  const first = FIRST_LINE.exec(file.toString('latin1', 0, LONGEST_FIRST_LINE));
  if (first === null) throw brokenEntry(where, 'is torn, or no cache entry at all');
  const [line, version, digest] = first;
  if (Number(version) > VERSION)
    throw brokenEntry(where, `was written by a newer version of Millrace, in the form ${version}, and this one knows form ${VERSION}`);
  const end = file.indexOf('\n', line.length);
  if (end < 0) return undefined;
  const header = file.toString('utf8', line.length, end);
  if (hashText(header) !== digest) throw brokenEntry(where, 'is torn, or was changed');
  // What has this digest was written by the function above.
  return { record: JSON.parse(header) as Header, from: end + 1 };
}

/** The entry in a file. Throws for what is not what was written. */
export function readEntry(file: Buffer, where: string): CacheEntry {
  const read = readRecord(file, where);
  const bytes = file.subarray(read?.from);
  if (read === undefined || read.record.size !== bytes.length || read.record.digest !== digestOf(bytes))
    throw brokenEntry(where, 'is torn, or was changed');
  return { ...read.record, bytes };
}

function digestOf(bytes: Uint8Array): string {
  const writer = new HashWriter();
  writer.bytes(bytes);
  return writer.digest();
}
