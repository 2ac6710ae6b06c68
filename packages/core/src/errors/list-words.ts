/** `"a", "b" and "c"`, for messages; after `limit` names only their number is told. */
export function listNames(names: readonly string[], limit = 12): string {
  return listWords(
    names.map((name) => JSON.stringify(name)),
    limit,
  );
}

/** `a, b and c`, for messages. */
export function listWords(words: readonly string[], limit = 12): string {
  const shown = words.length > limit ? [...words.slice(0, limit), `${words.length - limit} more`] : words;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}

/** A scope as messages show it: `[region, city]`, and `the root scope []`. */
export function formatScope(scope: readonly string[]): string {
  return scope.length === 0 ? 'the root scope []' : `[${scope.join(', ')}]`;
}
