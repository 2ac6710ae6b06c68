/** What the suite asks of a contestant's process. */
export type Command =
  /** Do the work once and tell the result. */
  | { readonly do: 'run' }
  /** Do the work for some time, and find out how often it fits into a round. */
  | { readonly do: 'warm-up'; readonly warmUpMs: number; readonly roundMs: number }
  /** Do the work for one round and tell how long it took. */
  | { readonly do: 'round' };

export type Answer =
  /** `checksum` stands for the result; `figure` is the result itself where it is a number. */
  | { readonly checksum: string; readonly figure: number | undefined }
  | { readonly repeat: number }
  /** For one unit of work. */
  | { readonly ms: number }
  | { readonly error: string };
