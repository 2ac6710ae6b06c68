/** A method as it is called. */
export type Method = (...args: unknown[]) => unknown;

/**
 * A method with the object it is called on: an instance, or what stands for one where a function or an override takes the place of a method. It is
 * looked up when it is called, as in any other program: who puts another in its place, for a test, say, is heard.
 */
export interface BoundMethod<K extends string = string> {
  readonly self: Readonly<Record<K, Method>>;
  readonly key: K;
}
