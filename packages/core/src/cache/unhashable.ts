/** A value is, or holds, something that has no version: a function, say. */
export class Unhashable extends Error {
  /** What it is, and where in the value: `a function, at .items[3].format`. */
  readonly what: string;

  constructor(what: string, path: string) {
    super(path === '' ? what : `${what}, at ${path}`);
    this.what = this.message;
  }
}
