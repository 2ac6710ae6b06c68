/** What a check that does not pass leads to: a warning, or the failure of the node. */
export type Importance = 'warn' | 'fail';

/** What a validator says of a value. */
export interface Verdict {
  readonly passes: boolean;
  /** Why it passes or not, in a sentence. */
  readonly message?: string;
  /** Figures for programs: how many values were outside, what the mean was … */
  readonly diagnostics?: Readonly<Record<string, unknown>>;
}

/** The value of a validator's node: a verdict, and whose it is. */
export interface ValidationResult extends Required<Verdict> {
  readonly validator: string;
  readonly importance: Importance;
}
