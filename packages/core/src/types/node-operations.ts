/** Which calls of a node are repeated when they have failed, and after how long. */
export interface RetryPolicy {
  /** How often the node is called at most, the first time included. Infinity: until it succeeds, or the run is stopped. */
  readonly attempts: number;
  /** How the pause grows from one to the next: not, by `delayMs` each time, or to twice its length. */
  readonly backoff: 'fixed' | 'linear' | 'exponential';
  /** The first pause, in milliseconds. */
  readonly delayMs: number;
  /** No pause is longer. */
  readonly maxDelayMs: number;
  /** Whether a pause has a random length between 0 and what it would have been ("full jitter"), so that many calls do not come back at once. */
  readonly jitter: boolean;
  /** Whether an error is worth another attempt. */
  readonly when: (error: unknown) => boolean;
}

/** What is done around the calls of a node. It bears on when and how often the node is called, never on what it gives. */
export interface NodeOperations {
  readonly retry?: RetryPolicy;
  /** How long one attempt may take. */
  readonly timeoutMs?: number;
  /** The name of the pool whose slots the calls share. */
  readonly pool?: string;
}
