import { createHash } from 'node:crypto';
import type { Parameter } from './graph-node';

/** What a method's version depends on. */
export interface VersionedMethod {
  readonly source: string;
  readonly parameters: readonly Parameter[];
}

/** The first 16 digits of a SHA-256. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** The same as long as a method's source text and its dependencies are. */
export function versionOf({ source, parameters }: VersionedMethod): string {
  return shortHash(`${source}\n${describe(parameters)}`);
}

function describe(parameters: readonly Parameter[]): string {
  const open = new Set<object>();
  const write = (value: unknown): string => {
    if (typeof value === 'function') return Function.prototype.toString.call(value);
    if (typeof value === 'bigint') return `${value}n`;
    if (typeof value !== 'object' || value === null) return typeof value === 'string' ? JSON.stringify(value) : String(value);
    if (open.has(value)) return '(circular)';
    open.add(value);
    const text =
      value instanceof Date
        ? `Date(${value.getTime()})`
        : value instanceof Map || value instanceof Set
          ? `${value.constructor.name}(${write([...value])})`
          : Array.isArray(value)
            ? `[${value.map(write).join()}]`
            : `{${Object.entries(value)
                .map(([key, entry]) => `${JSON.stringify(key)}:${write(entry)}`)
                .join()}}`;
    open.delete(value);
    return text;
  };
  return write(parameters);
}
