/** Values that are judged together: one value, the entries of a list, or one field of a list of records. */
export interface Column {
  /** The field; empty where there are none. */
  readonly label: string;
  readonly values: readonly unknown[];
  /** Whether it is one value, and no list. */
  readonly isSingle: boolean;
}

/** What of a value is judged: a record field by field, a list of records column by column, other lists by their entries. */
export function columnsOf(value: unknown): readonly Column[] {
  const entries = entriesOf(value);
  if (entries === undefined) {
    return isRecord(value)
      ? Object.entries(value).map(([label, field]) => columnOf(label, field))
      : [{ label: '', values: [value], isSingle: true }];
  }
  const present = entries.filter((entry) => !isMissing(entry));
  if (present.length === 0 || !present.every(isRecord)) return [{ label: '', values: entries, isSingle: false }];
  const labels = new Set(present.flatMap((record) => Object.keys(record)));
  return [...labels].map((label) => fieldColumn(entries, label));
}

/** A value as it is, and a list by its entries, whatever these are. */
export function plainColumnOf(value: unknown): Column {
  return columnOf('', value);
}

/** One field of a record or of a list of records; also where no record has it. */
export function columnNamed(value: unknown, label: string): Column {
  const entries = entriesOf(value);
  return entries === undefined ? columnOf(label, isRecord(value) ? value[label] : undefined) : fieldColumn(entries, label);
}

/** Whether a value counts as missing in a list: null, undefined or NaN. */
export function isMissing(value: unknown): boolean {
  return value === undefined || value === null || Number.isNaN(value);
}

function columnOf(label: string, value: unknown): Column {
  const entries = entriesOf(value);
  return entries === undefined ? { label, values: [value], isSingle: true } : { label, values: entries, isSingle: false };
}

function fieldColumn(entries: readonly unknown[], label: string): Column {
  return { label, values: entries.map((entry) => (isRecord(entry) ? entry[label] : undefined)), isSingle: false };
}

function entriesOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  // A DataView has no entries; all other views do.
  return ArrayBuffer.isView(value) && !(value instanceof DataView) ? Array.from(value as Float64Array) : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return Object.prototype.toString.call(value) === '[object Object]';
}
