/** One requested output. */
export interface OutputRequest {
  readonly name: string;
  /** Whether the values of an inner node are gathered into a list (`each('name')`). */
  readonly each: boolean;
  /** Its name in the result. */
  readonly key: string;
}

/** What a plan depends on besides the graph: names, no values. */
export interface PlanRequest {
  readonly outputs: readonly OutputRequest[];
  /** The inputs that are given (I3: `undefined` is not given). */
  readonly inputs: ReadonlySet<string>;
  readonly overrides: ReadonlySet<string>;
  /** The node whose values are handed out as items finish. */
  readonly stream?: string;
}
