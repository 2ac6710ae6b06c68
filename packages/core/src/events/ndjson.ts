import { invalidEventLine, newerEventFormat } from '../errors/event-errors';
import { runEventFormat, type RunEvent } from '../runtime/run-event';
import { isRecord } from '../types/is-record';
import { decodeValue } from './decode-value';
import { encodeValue } from './encode-value';

/**
 * Writes an event as a line of JSON, with the line break. `v` is the version of the form, {@link runEventFormat}. What JSON cannot say (errors, dates, maps, big
 * integers …) is written so that `fromNdjson` gives it back; what cannot be written at all is named in its place.
 *
 * @example
 * run.events.subscribe((event) => file.write(toNdjson(event)));
 */
export function toNdjson(event: RunEvent): string {
  const { type, runId, at, ...rest } = event;
  const fields = Object.entries(rest).map(([key, value]) => [key, encodeValue(value)]);
  return `${JSON.stringify({ v: runEventFormat, type, runId, at, ...(Object.fromEntries(fields) as object) })}\n`;
}

/**
 * Reads events from lines that `toNdjson` has written; empty lines, and a last one that was cut off, are passed over.
 *
 * @throws MillraceError `INVALID_EVENT` for a line that is no event, or of a newer form.
 * @example
 * const failures = fromNdjson(readFileSync('run.ndjson', 'utf8')).filter(({ type }) => type === 'node-failed');
 */
export function fromNdjson(text: string): RunEvent[] {
  // Editors put a mark at the beginning of files.
  const lines = text.replace(/^\ufeff/, '').split('\n');
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    let read: unknown;
    try {
      read = JSON.parse(line);
    } catch (error) {
      // Whoever wrote it was stopped in the middle of the line.
      if (index === lines.length - 1 && index > 0) return [];
      throw invalidEventLine(index, error);
    }
    return [readEvent(read, index)];
  });
}

function readEvent(read: unknown, index: number): RunEvent {
  if (!isRecord(read)) throw invalidEventLine(index);
  const { v, ...fields } = read;
  if (typeof v === 'number' && v > runEventFormat) throw newerEventFormat(index, v, runEventFormat);
  const event = readFields(fields, index);
  if (typeof v !== 'number' || !isEvent(event)) throw invalidEventLine(index);
  return event;
}

function readFields(fields: Readonly<Record<string, unknown>>, index: number): object {
  try {
    return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, decodeValue(value)]));
  } catch (error) {
    // A number without digits, say.
    throw invalidEventLine(index, error);
  }
}

/** Whether something has what all events have; the rest is as it was written. */
function isEvent(read: object): read is RunEvent {
  const { type, runId, at }: Partial<Record<string, unknown>> = { ...read };
  return typeof type === 'string' && typeof runId === 'string' && typeof at === 'number';
}
