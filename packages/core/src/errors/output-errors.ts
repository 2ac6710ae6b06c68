import type { StandardSchemaV1 } from '@standard-schema/spec';
import { describeValue } from './describe-value';
import { listNames } from './list-words';
import { MillraceError } from './millrace-error';
import { didYouMean } from './nearest-names';
import { describeIssue } from './schema-issues';

/** A record without a field that is extracted from it. */
export function missingField(at: string, field: string, record: unknown): MillraceError {
  const known = typeof record === 'object' && record !== null ? Object.keys(record) : undefined;
  const what =
    known === undefined
      ? `gave ${describeValue(record)}, which has no fields`
      : `gave ${describeValue(record)} without the field "${field}".${didYouMean(field, known)} It has ${known.length === 0 ? 'none' : listNames(known)}`;
  return new MillraceError(
    'MISSING_FIELD',
    `${at} extracts "${field}", but the method ${what}. Return the field, or set fillWith for what lacks it.`,
  );
}

/** A tuple without an entry for a field that is unpacked from it. */
export function missingEntry(at: string, field: string, position: number, tuple: unknown): MillraceError {
  const what = Array.isArray(tuple) ? `a list of ${tuple.length}` : describeValue(tuple);
  return new MillraceError(
    'MISSING_FIELD',
    `${at} unpacks "${field}" from position ${position}, but the method gave ${what}. Return a list that is long enough, or unpack fewer fields.`,
  );
}

/** A value that its schema refuses. */
export function invalidOutput(what: string, issues: readonly StandardSchemaV1.Issue[]): MillraceError {
  const lines = issues.map((issue) => `${what}${describeIssue(issue)}`);
  const text =
    lines.length === 1 ? `Invalid ${lines[0] ?? ''}` : `Invalid output:\n${lines.map((line, index) => `${index + 1}. ${line}`).join('\n')}`;
  return new MillraceError('INVALID_OUTPUT', text, { cause: issues });
}
