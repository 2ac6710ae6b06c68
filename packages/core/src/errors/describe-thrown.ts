/** What something thrown says of itself, in a line; whatever it is, this throws nothing: an error's own getters may. */
export function describeThrown(thrown: unknown): string {
  try {
    if (!(thrown instanceof Error)) return describeValue(thrown);
    return thrown.message === '' ? thrown.name : String(thrown.message);
  } catch {
    return 'an error that cannot be described';
  }
}

function describeValue(value: unknown): string {
  try {
    return String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
