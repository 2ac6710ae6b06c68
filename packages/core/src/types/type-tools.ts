/** A box: comparing `Is<A>` with `Is<B>` is never distributed over a union nor deferred, and is safe for `never` and `boolean`. */
export interface Is<T> {
  readonly is: T;
}

/** Any function. Written with `any`, since neither `never` nor `unknown` lets the parameters of every function be inferred. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyFunction = (...args: any[]) => any;

/** Whether T is `any`. */
export type IsAny<T> = 0 extends 1 & T ? true : false;

/** Whether T is a function, and so a method or a field that looks like one. */
export type IsMethod<T> = IsAny<T> extends true ? false : T extends AnyFunction ? true : false;
