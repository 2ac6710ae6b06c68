import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

import type { Contender } from './contender';
import type { Answer, Command } from './protocol';

/** Who has not answered for so long will not. */
const PATIENCE_MS = 120_000;

/** A contestant in a process of its own, so that neither compiled code nor garbage is shared. While it is not asked, it rests. */
export class ContestantProcess implements Contender {
  readonly #child: ChildProcess;

  constructor(workload: string, caseName: string, contestant: string) {
    this.#child = fork(join(__dirname, 'child.js'), [workload, caseName, contestant], { execArgv: ['--expose-gc'] });
  }

  async run(): Promise<{ readonly checksum: string; readonly figure: number | undefined }> {
    const answer = await this.#ask({ do: 'run' });
    if (!('checksum' in answer)) throw misunderstood(answer);
    return answer;
  }

  async warmUp(effort: { readonly warmUpMs: number; readonly roundMs: number }): Promise<void> {
    await this.#ask({ do: 'warm-up', warmUpMs: effort.warmUpMs, roundMs: effort.roundMs });
  }

  async round(): Promise<number> {
    const answer = await this.#ask({ do: 'round' });
    if (!('ms' in answer)) throw misunderstood(answer);
    return answer.ms;
  }

  stop(): void {
    this.#child.kill('SIGKILL');
  }

  #ask(command: Command): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        this.#child.off('message', answered).off('exit', exited);
      };
      const exited = (code: number | null, signal: NodeJS.Signals | null): void => {
        stop();
        reject(new Error(`its process ended with ${signal ?? `code ${code}`}`));
      };
      const answered = (answer: Answer): void => {
        stop();
        if ('error' in answer) reject(new Error(answer.error));
        else resolve(answer);
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`it did not answer within ${PATIENCE_MS / 1000} s`));
      }, PATIENCE_MS);
      this.#child.on('message', answered).on('exit', exited);
      this.#child.send(command, (error) => {
        if (error === null) return;
        stop();
        reject(error);
      });
    });
  }
}

function misunderstood(answer: Answer): Error {
  return new Error(`it answered ${JSON.stringify(answer)}`);
}
