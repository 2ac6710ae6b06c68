// The process of one contestant: `node child.js <workload> <case> <contestant>`, asked by messages.
import { createHash } from 'node:crypto';

import { findContestant } from '../workloads';
import type { Answer, Command } from './protocol';
import type { Contestant, Work } from './workload';

/** Results are dropped here, so that no compiler finds out that they are not needed. */
let sink: unknown;

class Runner {
  readonly #work: Work;
  readonly #units: number;
  #repeat = 1;

  constructor({ prepare, units = 1 }: Contestant) {
    this.#work = prepare();
    this.#units = units;
  }

  async answer(command: Command): Promise<Answer> {
    switch (command.do) {
      case 'run': {
        const result = await this.#work();
        const checksum = createHash('sha256')
          .update(JSON.stringify(result) ?? '')
          .digest('hex');
        return { checksum, figure: typeof result === 'number' ? result : undefined };
      }
      case 'warm-up':
        return { repeat: (this.#repeat = await this.#warmUp(command.warmUpMs, command.roundMs)) };
      case 'round':
        // No collection is forced before: where no object of a class is alive any more, it throws the code for that class away.
        return { ms: (await this.#time(this.#repeat)) / this.#repeat / this.#units };
    }
  }

  async #warmUp(warmUpMs: number, roundMs: number): Promise<number> {
    let spent = 0;
    let latest = 0;
    for (let repeat = 1; spent < warmUpMs; repeat = Math.min(repeat * 2, Math.ceil(roundMs / latest))) {
      const ms = await this.#time(repeat);
      spent += ms;
      latest = ms / repeat;
    }
    return Math.max(1, Math.ceil(roundMs / latest));
  }

  async #time(repeat: number): Promise<number> {
    const started = performance.now();
    for (let turn = 0; turn < repeat; turn++) {
      const result = this.#work();
      // Synchronous work is not made to wait for a promise.
      sink = result instanceof Promise ? await result : result;
    }
    return performance.now() - started;
  }
}

const [workload = '', caseName = '', contestant = ''] = process.argv.slice(2);
const runner = new Runner(findContestant(workload, caseName, contestant));
process.on('message', (command: Command) => {
  runner.answer(command).then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) } satisfies Answer),
  );
});
process.on('exit', () => sink);
