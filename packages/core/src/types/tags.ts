/** Labels of a node: a key with one value or several. */
export type Tags = Readonly<Record<string, string | readonly string[]>>;
