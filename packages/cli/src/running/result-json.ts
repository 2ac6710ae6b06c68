import { CliError, textOf } from '../terminal/cli-error';

/**
 * Writes outputs as JSON. What JSON does not have becomes what comes nearest: sets and typed arrays lists, maps records (lists of pairs where
 * their keys are no texts), big integers texts, errors their name and message; an output that is `undefined` is null, and so is NaN.
 */
export function resultJson(outputs: Readonly<Record<string, unknown>>): string {
  const members = Object.entries(outputs).map(([name, value]) => `  ${JSON.stringify(name)}: ${indented(name, value)}`);
  return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n}`;
}

function indented(name: string, value: unknown): string {
  try {
    return (JSON.stringify(value, plain, 2) ?? 'null').replaceAll('\n', '\n  ');
  } catch (cause) {
    throw new CliError(`The output "${name}" cannot be written as JSON: ${textOf(cause).split('\n', 1).join('')}`, {
      hint: '--table shows it as text.',
      cause,
      exitCode: 1,
    });
  }
}

function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Set) return [...(value as Set<unknown>)];
  if (value instanceof Map) {
    const entries = [...(value as Map<unknown, unknown>)];
    return entries.every(([key]) => typeof key === 'string') ? Object.fromEntries(entries) : entries;
  }
  if (value instanceof Error) return { ...value, name: value.name, message: value.message };
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return Array.from(value as Uint8Array);
  return value;
}
