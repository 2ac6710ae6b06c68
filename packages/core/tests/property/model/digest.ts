/** Writes any value that nodes of a model produce, so that equal values, and only they, give equal texts. */
export function canonical(value: unknown): string {
  if (value === undefined) return 'undefined';
  if (typeof value === 'number') return Object.is(value, Number.NaN) ? 'NaN' : String(value);
  if (typeof value !== 'object' || value === null)
    return typeof value === 'string' ? (isDigest(value) ? value : JSON.stringify(value)) : String(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (isRejected(value)) return `rejected(${value.key})`;
  return `{${Object.entries(value)
    .map(([key, entry]) => `${key}:${canonical(entry)}`)
    .join(',')}}`;
}

/** FNV-1a. */
export function hash(text: string): number {
  let result = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) result = Math.imul(result ^ text.charCodeAt(i), 0x01000193);
  result ^= result >>> 15;
  return Math.imul(result, 0x2c1b3c6d) >>> 0;
}

/** A short text that names a call and its arguments; long ones end in a hash. */
export function digest(name: string, args: readonly unknown[]): string {
  const text = `${name}(${args.map(canonical).join(',')})`;
  return text.length <= 56 ? text : `${name}(#${hash(text).toString(36)})`;
}

/** Digests stay readable inside digests: they are not quoted again. */
function isDigest(text: string): boolean {
  return /^[a-z]\w*\(.*\)$/.test(text);
}

/** Whether this is a rejected entry of `settled`. */
export function isRejected(value: object): value is { status: 'rejected'; key: string; reason: unknown } {
  return 'status' in value && value.status === 'rejected' && 'key' in value;
}
