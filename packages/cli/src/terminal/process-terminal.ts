import { exitCodes } from './exit-codes';
import type { OnInterrupt, Output, Terminal } from './terminal';

/** The terminal of the process. */
export interface ProcessTerminal extends Terminal {
  /** Resolves when all that was written to stdout has gone out. */
  flushed(): Promise<void>;
}

/**
 * The terminal of this process. From now on stdout has results only: what a dataflow or a package writes there, with `console.log` or
 * otherwise, goes to stderr.
 */
export function processTerminal(): ProcessTerminal {
  const { stdin, stdout, stderr, env } = process;
  const write = stdout.write.bind(stdout);
  // The overloads of a stream's write are those of the other stream.
  stdout.write = stderr.write.bind(stderr) as typeof stdout.write;
  return {
    ...{ cwd: process.cwd(), env, stdin, stdout: outputOf(stdout, write), stderr, onInterrupt },
    flushed: () => new Promise((resolve) => void write('', () => resolve())),
  };
}

function outputOf(stream: NodeJS.WriteStream, write: NodeJS.WriteStream['write']): Output {
  return { isTTY: stream.isTTY, columns: stream.columns, write: (data) => write(data) };
}

/** While nobody listens a signal ends the process as ever, even in the middle of a loop; who listens is told once. */
const onInterrupt: OnInterrupt = (listener) => {
  let isInterrupted = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (signal !== 'SIGINT' && signal !== 'SIGTERM') return;
    if (isInterrupted) process.exit(signal === 'SIGINT' ? exitCodes.interrupted : exitCodes.terminated);
    isInterrupted = true;
    listener(signal);
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return {
    dispose() {
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    },
  };
};
