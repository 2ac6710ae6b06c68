import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { CliError } from '../terminal/cli-error';
import type { ExitCode } from '../terminal/exit-codes';
import type { Snapshot } from './snapshot';

/** The program itself, compiled. */
const program = join(__dirname, '../bin.js');

/** Where and how a snapshot is taken. */
export interface SnapshotRequest {
  readonly cwd: string;
  /** The arguments of the command `snapshot`. */
  readonly args: readonly string[];
  readonly signal?: AbortSignal;
}

/**
 * Takes a snapshot in a process of its own: modules of two revisions, or of two moments, would get into each other's way in one.
 * What the process complains of becomes the error, as it was said.
 */
export function takeSnapshot({ cwd, args, signal }: SnapshotRequest): Promise<Snapshot> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NO_COLOR: '1' };
    const child = spawn(process.execPath, [program, 'snapshot', ...args], {
      ...{ cwd, env, stdio: ['ignore', 'pipe', 'pipe'] as const },
      ...(signal && { signal }),
    });
    const written = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (written.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (written.stderr += text));
    child.on('error', reject);
    child.on('close', (code) => {
      // It is the same version of this program that wrote it.
      if (code === 0) resolve(JSON.parse(written.stdout) as Snapshot);
      else reject(complaint(written.stderr, code));
    });
  });
}

function complaint(stderr: string, code: number | null): CliError {
  const [message = '', ...hint] = stderr
    .slice(Math.max(0, stderr.lastIndexOf('error: ')))
    .replace(/^error: /, '')
    .trimEnd()
    .split('\n');
  return new CliError(message === '' ? `The process that loads the modules ended with code ${code}.` : message, {
    hint: hint.length === 0 ? undefined : hint.join('\n'),
    ...(code !== null && { exitCode: code as ExitCode }),
  });
}
