/** A view of a config that notes which keys were read though they are absent, or `undefined`, which is the same. */
export function notingConfig(config: Readonly<Record<string, unknown>>): {
  readonly view: Readonly<Record<string, unknown>>;
  readonly absent: ReadonlySet<string>;
} {
  const absent = new Set<string>();
  const view = new Proxy(config, {
    get(target, key): unknown {
      if (typeof key !== 'string') return undefined;
      const value = Object.hasOwn(target, key) ? target[key] : undefined;
      if (value === undefined) absent.add(key);
      return value;
    },
  });
  return { view, absent };
}
