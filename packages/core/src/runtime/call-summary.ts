/** What a program must know of what is around the calls of a node. */
export interface CallSummary {
  /** Whether something is done around the call: retries, a time-out, the cache. */
  readonly isLayered: boolean;
  /** Whether that sees to the permit of the call. */
  readonly takesPermit: boolean;
  /** Hooks, where they are all that there is: whether some are told of the end, and whether some are around the call. */
  readonly hooks: { readonly tellEnds: boolean; readonly areAround: boolean } | undefined;
}

/** Nothing is. */
export const BARE: CallSummary = { isLayered: false, takesPermit: false, hooks: undefined };
