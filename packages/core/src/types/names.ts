import type { Produced } from './produced';

/** The node that a variant belongs to: `rate__eu` is a variant of `rate`. */
type VariantOf<K> = K extends `${infer N}__${string}` ? (N extends '' ? never : N) : never;

/** The names that variants stand for. */
export type Variants<C> = VariantOf<keyof C>;

/** The names by which nodes and inputs of a class are known: its public members, and the names that variants stand for. */
export type Names<C> = (keyof C & string) | Variants<C>;

/** What the node or input N of the class C gives; for variants, the union of what they give. */
export type Named<C, N> = N extends keyof C ? Produced<C[N]> : Produced<C[Extract<keyof C, `${N & string}__${string}`>]>;
