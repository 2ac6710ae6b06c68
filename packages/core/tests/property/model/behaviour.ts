import { canonical, digest, hash } from './digest';
import { falsyValues, type BodySpec, type DepSpec, type FanOutSpec, type NodeSpec, type OverrideSpec, type Predicate } from './graph-spec';

/** What a call ends in. The reference and the built class share this, and nothing else. */
export type CallResult =
  { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'thrown'; readonly thrown: unknown } | { readonly kind: 'drop' };

/** What `compute` returns for an item that is to be dropped. */
export const DROP = Symbol('drop');

export function holds(predicate: Predicate | undefined, seed: string): boolean {
  return predicate !== undefined && hash(seed) % predicate.modulus === predicate.rest;
}

/** What the method of an ordinary node or collector does. */
export function callResult(name: string, body: BodySpec, args: readonly unknown[]): CallResult {
  if (body.compute !== undefined) return computed(body.compute, args);
  const text = args.map(canonical).join(',');
  if (holds(body.failWhen, `${name}!${text}`)) return { kind: 'thrown', thrown: thrownBy(name, body.throws) };
  if (holds(body.dropWhen, `${name}?${text}`)) return { kind: 'drop' };
  if (body.result === 'first' && args.length > 0) return { kind: 'value', value: args[0] };
  if (body.result === 'falsy') return { kind: 'value', value: falsyValues[hash(`${name}:${text}`) % falsyValues.length] };
  return { kind: 'value', value: digest(name, args) };
}

/** What the method of a parallelizable gives: items, and whether the source throws after the last one. */
export function sourceItems(name: string, fanOut: FanOutSpec, args: readonly unknown[]): { items: unknown[]; breaks: boolean } {
  if (fanOut.iterate !== undefined) return { items: [...fanOut.iterate(...args)], breaks: false };
  const text = `${name}*${args.map(canonical).join(',')}`;
  const size = fanOut.size + (fanOut.vary === 0 ? 0 : hash(text) % (fanOut.vary + 1));
  const items = Array.from({ length: size }, (_, index) => {
    if (fanOut.items === 'index') return index;
    if (fanOut.items === 'falsy') return falsyValues[(hash(text) + index) % falsyValues.length];
    return digest(name, [...args, index]);
  });
  const { breaks } = fanOut;
  if (breaks === undefined || breaks.after > size || !holds(breaks.when, `${text}!`)) return { items, breaks: false };
  return { items: items.slice(0, breaks.after), breaks: true };
}

/** The key of an item, where the fan-out has the `key` option. */
export function keyOf(item: unknown, index: number): string {
  return `k${hash(canonical(item) + String(index)) % 3}`;
}

/** The value that replaces a node; of a parallelizable, the items. `where` names the items it runs in. */
export function overrideValue(override: OverrideSpec, isParallelizable: boolean, where: string): unknown {
  if (override.exactly !== undefined) return override.exactly(where);
  const name = override.by === 'perItem' ? `over_${override.name}_${where}` : `over_${override.name}`;
  const one = override.value === -1 ? digest(name, []) : falsyValues[override.value];
  if (!isParallelizable) return one;
  const size = override.by === 'perItem' ? hash(name) % (override.size + 1) : override.size;
  return Array.from({ length: size }, (_, index) => (index === 0 ? one : digest(name, [index])));
}

/** How long a call takes in virtual time. */
export function delayOf(node: NodeSpec, args: readonly unknown[]): number {
  return 1 + (hash(`${node.name}~${args.map(canonical).join(',')}`) % node.delay);
}

/**
 * Arguments of a collector over a fan-out with `ordered: false`: their order is not the source's, so the method may only depend on the rows
 * that they form. Columns stay aligned.
 */
export function sortedRows(deps: readonly DepSpec[], args: readonly unknown[]): unknown[] {
  const columns = deps.flatMap((dep, index) =>
    isColumn(dep) && Array.isArray(args[index]) ? [{ index, column: args[index] as unknown[] }] : [],
  );
  const rows = (columns[0]?.column ?? []).map((_, row) => columns.map(({ column }) => column[row]));
  rows.sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1));
  const sorted = [...args];
  columns.forEach(({ index }, position) => (sorted[index] = rows.map((row) => row[position])));
  return sorted;
}

function isColumn(dep: DepSpec): boolean {
  return dep.kind !== 'plain' && (dep.kind !== 'fold' || dep.reducer === 'toArray');
}

/** What a failing call throws. */
export function thrownBy(name: string, what: BodySpec['throws']): unknown {
  if (what === 'undefined') return undefined;
  return what === 'text' ? `${name} failed` : new Error(`${name} failed`);
}

function computed(compute: NonNullable<BodySpec['compute']>, args: readonly unknown[]): CallResult {
  try {
    const value = compute(...args);
    return value === DROP ? { kind: 'drop' } : { kind: 'value', value };
  } catch (thrown) {
    return { kind: 'thrown', thrown };
  }
}
