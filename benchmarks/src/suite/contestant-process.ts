import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

import type { Answer, Command } from './protocol';

/** A contestant in a process of its own, so that neither compiled code nor garbage is shared. While it is not asked, it rests. */
export class ContestantProcess {
  readonly name: string;
  readonly #child: ChildProcess;

  constructor(workload: string, caseName: string, contestant: string) {
    this.name = contestant;
    this.#child = fork(join(__dirname, 'child.js'), [workload, caseName, contestant], { execArgv: ['--expose-gc'] });
  }

  async run(): Promise<{ readonly checksum: string; readonly figure: number | undefined }> {
    const answer = await this.#ask({ do: 'run' });
    if (!('checksum' in answer)) throw this.#misunderstood(answer);
    return answer;
  }

  async warmUp(effort: { readonly warmUpMs: number; readonly roundMs: number }): Promise<void> {
    await this.#ask({ do: 'warm-up', warmUpMs: effort.warmUpMs, roundMs: effort.roundMs });
  }

  /** Milliseconds for one unit of work. */
  async round(): Promise<number> {
    const answer = await this.#ask({ do: 'round' });
    if (!('ms' in answer)) throw this.#misunderstood(answer);
    return answer.ms;
  }

  stop(): void {
    this.#child.kill();
  }

  #ask(command: Command): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        this.#child.off('message', answered).off('exit', exited);
      };
      const exited = (code: number | null): void => {
        stop();
        reject(new Error(`${this.name} ended with code ${code} before it answered.`));
      };
      const answered = (answer: Answer): void => {
        stop();
        if ('error' in answer) reject(new Error(`${this.name} failed: ${answer.error}`));
        else resolve(answer);
      };
      this.#child.on('message', answered).on('exit', exited);
      this.#child.send(command);
    });
  }

  #misunderstood(answer: Answer): Error {
    return new Error(`${this.name} answered ${JSON.stringify(answer)}.`);
  }
}
