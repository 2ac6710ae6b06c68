#!/usr/bin/env node
import './compile-cache';
import { main } from './main';
import { exitCodes } from './terminal/exit-codes';
import { processTerminal } from './terminal/process-terminal';

const { stdout, stderr } = process;
const terminal = processTerminal();

stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  stderr.write('error: What reads the output closed the pipe before all was written; the rest is left out.\n');
  process.exit(exitCodes.closedPipe);
});
// Nobody is left to be told.
stderr.on('error', () => process.exit(exitCodes.closedPipe));

void main(process.argv.slice(2), terminal).then(async (exitCode) => {
  await terminal.flushed();
  // Whatever a dataflow has left open.
  process.exit(exitCode);
});
