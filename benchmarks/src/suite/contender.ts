/** A contestant that has been launched. What goes wrong with it is a rejection. */
export interface Contender {
  /** Does the work once: `checksum` stands for the result, and `figure` is the result itself where it is a number. */
  run(): Promise<{ readonly checksum: string; readonly figure: number | undefined }>;
  warmUp(effort: { readonly warmUpMs: number; readonly roundMs: number }): Promise<void>;
  /** Milliseconds for one unit of work. */
  round(): Promise<number>;
  stop(): void;
}

/** Launches a contestant of a case. */
export type Launch = (caseName: string, contestant: string) => Contender;
