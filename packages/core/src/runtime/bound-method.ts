/** A method with the instance it is called on, or an override in its place. */
export interface BoundMethod {
  readonly self: unknown;
  readonly call: (...args: never) => unknown;
}
