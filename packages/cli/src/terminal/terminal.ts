/** Where text goes to: a stream of the process, or a test's own. */
export interface Output {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(data: string | Uint8Array): unknown;
}

/** How the person at the terminal interrupts: the listener is told of the first Ctrl-C, a second one ends the process. */
export type OnInterrupt = (listener: (signal: 'SIGINT' | 'SIGTERM') => void) => { dispose(): void };

/** All that a command knows of the world around it. */
export interface Terminal {
  /** The current folder. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<string | Uint8Array>;
  /** Results, and nothing else. */
  readonly stdout: Output;
  /** Errors, progress, notes. */
  readonly stderr: Output;
  readonly onInterrupt: OnInterrupt;
}
