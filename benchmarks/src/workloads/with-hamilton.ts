import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import type { Contestant } from '../suite/workload';

const PYTHON = process.env['PYTHON'] ?? 'python3';
const SCRIPT = join(__dirname, '..', '..', 'hamilton', 'workloads.py');

let lacking: string | false | undefined;

/** What is missing here to run Hamilton; `undefined` where nothing is. */
function whatHamiltonLacks(): string | undefined {
  lacking ??= spawnSync(PYTHON, ['-c', 'import hamilton'], { stdio: 'ignore' }).status !== 0 && `${PYTHON} cannot import hamilton`;
  return lacking === false ? undefined : `${lacking} (pip install sf-hamilton)`;
}

/** A workload in Python; each time the work is to be done, its process is told so on a line, and answers with the result on another. */
export function withHamilton(workload: 'W1' | 'W3' | 'W4' | 'W9', ...parameters: readonly unknown[]): Contestant {
  return {
    name: 'Hamilton',
    lacks: whatHamiltonLacks,
    prepare: () => {
      const python = spawn(PYTHON, [SCRIPT, workload, ...parameters.map((parameter) => JSON.stringify(parameter))], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      process.on('exit', () => python.kill());
      const answers = createInterface({ input: python.stdout });
      return async () => {
        const answered = once(answers, 'line') as Promise<[string]>;
        const failed = once(python, 'exit').then(([code]): never => {
          throw new Error(`${SCRIPT} ended with code ${code}.`);
        });
        python.stdin.write('run\n');
        const [line] = await Promise.race([answered, failed]);
        return JSON.parse(line);
      };
    },
  };
}
