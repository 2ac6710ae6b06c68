/** What the exit codes of `millrace` mean; the reference page has them as a table. */
export const exitCodes = {
  done: 0,
  /** The dataflow has faults, a request cannot be run, a run failed, or `diff --exit-code` found differences. */
  refused: 1,
  /** The command cannot be carried out as given: an option, a file, a module, a revision. */
  usage: 2,
  /** A fault of `millrace` itself. */
  bug: 70,
  interrupted: 130,
  /** What reads stdout closed it before everything was written. */
  closedPipe: 141,
  terminated: 143,
} as const;

/** One of {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
