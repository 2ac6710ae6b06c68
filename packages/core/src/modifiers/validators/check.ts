import type { Column } from './column';

/** What a check found in a column. */
export interface Finding {
  /** What is wrong, in a few words; nothing where the column passes. */
  readonly problem: string | undefined;
  readonly diagnostics: Readonly<Record<string, unknown>>;
}

/** One option of `@checkOutput`: how its argument is judged, and how it judges a column. A is the argument's type. */
export interface Check<A = never> {
  /** Of several columns it is for those that hold such values; where none does, that is a problem. */
  readonly holds?: 'number' | 'string' | undefined;
  /** What is judged, if not a record field by field and a list of records column by column. */
  readonly columnsOf?: ((value: unknown, argument: A) => readonly Column[]) | undefined;
  readonly accepts: (argument: unknown) => boolean;
  /** What the argument has to be, for messages. */
  readonly expected: string;
  readonly describe: (argument: A) => string;
  readonly judge: (column: Column, argument: A) => Finding;
}

/** A finding about the entries of a column that are not as they should be. */
export function findingOf({ values, isSingle }: Column, wrong: readonly unknown[], are: string): Finding {
  const diagnostics = { wrong: wrong.length, size: values.length, ...(wrong.length > 0 && { first: wrong[0] }) };
  if (wrong.length === 0) return { problem: undefined, diagnostics };
  const first = show(wrong[0]);
  return {
    problem: isSingle ? `${first} is ${are}` : `${wrong.length} of ${values.length} values are ${are}, the first is ${first}`,
    diagnostics,
  };
}

/** A value in a message: short. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === 'bigint') return `${value}n`;
  if (Array.isArray(value)) return `[${value.slice(0, 6).map(show).join(', ')}${value.length > 6 ? ', …' : ''}]`;
  return typeof value === 'object' && value !== null ? Object.prototype.toString.call(value) : String(value);
}
