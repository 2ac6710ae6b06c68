import { inspect } from 'node:util';
import type Table from 'cli-table3';

const noLinesBetweenRows = { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' };

type Row = Readonly<Record<string, unknown>>;

/** Writes outputs for people: single values side by side in one table, each list of records in one of its own, all else as Node shows it. */
export async function resultTable(outputs: Readonly<Record<string, unknown>>): Promise<string> {
  const { default: TableClass } = await import('cli-table3');
  const entries = Object.entries(outputs);
  const single = entries.filter(([, value]) => isSingle(value));
  const parts = entries.flatMap(([name, value]) => (isSingle(value) ? [] : [`${name}\n${describe(value, TableClass)}`]));
  if (single.length > 0)
    parts.unshift(
      table(
        TableClass,
        ['output', 'value'],
        single.map(([name, value]) => [name, cell(value)]),
      ),
    );
  return parts.join('\n\n');
}

function describe(value: unknown, TableClass: typeof Table): string {
  if (Array.isArray(value) && value.length > 0 && value.every(isRow)) {
    const columns = [...new Set(value.flatMap((row) => Object.keys(row)))];
    return table(
      TableClass,
      columns,
      value.map((row) => columns.map((column) => cell(row[column]))),
    );
  }
  if (Array.isArray(value) && value.length > 0 && value.every(isSingle)) return value.map((one) => cell(one)).join('\n');
  if (isRow(value))
    return table(
      TableClass,
      ['key', 'value'],
      Object.entries(value).map(([key, one]) => [key, cell(one)]),
    );
  return inspect(value, { depth: 6, maxArrayLength: null });
}

function table(TableClass: typeof Table, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const made = new TableClass({ head: [...head], style: { head: [], border: [] }, chars: noLinesBetweenRows });
  made.push(...rows.map((row) => [...row]));
  return made.toString();
}

function cell(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : inspect(value, { depth: 1, breakLength: Infinity });
}

function isSingle(value: unknown): boolean {
  return typeof value !== 'object' || value === null || value instanceof Date;
}

function isRow(value: unknown): value is Row {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
