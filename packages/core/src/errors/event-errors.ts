import { MillraceError } from './millrace-error';

/** A line is no event; `cause` says why it is no JSON. */
export function invalidEventLine(index: number, cause?: unknown): MillraceError {
  return new MillraceError(
    'INVALID_EVENT',
    `Line ${index + 1} is no event of a run: fromNdjson reads what toNdjson has written, one event a line.`,
    cause === undefined ? {} : { cause },
  );
}

/** A line was written by a newer version of the package. */
export function newerEventFormat(index: number, format: unknown, known: number): MillraceError {
  return new MillraceError(
    'INVALID_EVENT',
    `Line ${index + 1} has the form ${String(format)} of events, and this version of @millrace/core knows forms up to ${known}. Read it with the version that wrote it.`,
  );
}
