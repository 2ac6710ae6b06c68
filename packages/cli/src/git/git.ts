import { spawn } from 'node:child_process';
import { CliError } from '../terminal/cli-error';

/** What git says of itself in the environment of its hooks. It would lead every git here to the index of that commit. */
const hookVariables = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_COMMON_DIR',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_NAMESPACE',
];

/** Git's exit code, and what it wrote. */
export interface GitResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs git in a folder, whatever it says; its hooks are not run. */
export function askGit(cwd: string, args: readonly string[]): Promise<GitResult> {
  const env = { ...process.env };
  for (const name of hookVariables) delete env[name];
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['-c', 'core.hooksPath=/dev/null', ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const written = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (written.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (written.stderr += text));
    child.on('error', (cause: NodeJS.ErrnoException) =>
      reject(cause.code === 'ENOENT' ? new CliError('git is not installed, or not on the PATH.', { cause }) : cause),
    );
    child.on('close', (code) => resolve({ code, ...written }));
  });
}

/** Runs git in a folder and gives what it wrote. */
export async function git(cwd: string, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await askGit(cwd, args);
  if (code === 0) return stdout;
  throw new CliError(`git ${args[0] ?? ''} failed: ${stderr.trim().replace(/^(?:fatal|error): /, '')}`);
}
