import { isClass, nameOfClass } from '../types/class-type';

/** What a value is, in words for a message: `the string "abc"`, `an instance of Orders`. Never throws. */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value === 'string') return `the string ${JSON.stringify(shorten(value))}`;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return `${String(value)}`;
  if (typeof value === 'symbol') return 'a symbol';
  if (typeof value === 'function') return describeFunction(value);
  if (Array.isArray(value)) return 'an array';
  const name = constructorNameOf(value);
  return name === undefined || name === 'Object' ? 'a plain object' : `an instance of ${name}`;
}

function describeFunction(value: object): string {
  if (isClass(value) && /^class\b/.test(Function.prototype.toString.call(value))) return `the class ${nameOfClass(value)}`;
  const { name } = value as { name?: unknown };
  return typeof name === 'string' && name !== '' ? `the function ${name}` : 'a function';
}

function constructorNameOf(value: object): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (typeof prototype !== 'object' || prototype === null) return undefined;
  const { constructor } = prototype as { constructor?: unknown };
  return isClass(constructor) ? nameOfClass(constructor) : undefined;
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
