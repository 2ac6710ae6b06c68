import { spawn } from 'node:child_process';

import { root } from './repository';

export interface Task {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

export interface TaskResult {
  readonly name: string;
  readonly ok: boolean;
  readonly seconds: number;
}

/** A task that runs a script of node (a path in the repository) with the node that runs this one. */
export function nodeTask(name: string, script: string, ...args: string[]): Task {
  return { name, command: process.execPath, args: [script, ...args] };
}

/**
 * Runs the tasks in the given order, so many at a time, and goes on when one fails.
 * Alone, a task writes straight to the terminal; beside others, what it wrote follows when it ends.
 */
export async function runTasks(tasks: readonly Task[], parallel = 1): Promise<TaskResult[]> {
  const results: TaskResult[] = [];
  let next = 0;
  async function lane(): Promise<void> {
    for (let at = next++; at < tasks.length; at = next++) {
      const task = tasks[at];
      if (task !== undefined) results[at] = await runTask(task, parallel === 1);
    }
  }

  await Promise.all(Array.from({ length: parallel }, lane));
  return results;
}

/** One line a task: what passed, what failed, how long each took. */
export function summary(results: readonly TaskResult[]): string {
  const width = Math.max(...results.map(({ name }) => name.length));
  return results.map(({ name, ok, seconds }) => `${ok ? '✓' : '✗'} ${name.padEnd(width)} ${seconds.toFixed(1).padStart(6)} s`).join('\n');
}

function runTask({ name, command, args }: Task, live: boolean): Promise<TaskResult> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: live ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => output.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      const text = Buffer.concat(output).toString().trimEnd();
      if (text !== '') console.log(code === 0 ? text : `${name}:\n${text}`);
      resolve({ name, ok: code === 0, seconds: (performance.now() - started) / 1000 });
    });
  });
}
