/** JSON in which an object with a key `$` stands for a value that JSON has no form for. */
export type Encoded = null | boolean | number | string | readonly Encoded[] | { readonly [key: string]: Encoded };
