import { createHash } from 'node:crypto';

import type { Answer, Command } from './protocol';
import type { Contestant, Work } from './workload';

/** Clocks may not see that less has gone by. */
const SHORTEST_MS = 0.001;

/** Does a contestant's work as it is told. */
export class Runner {
  readonly #work: Work;
  readonly #units: number;
  readonly #warmUpRuns: number;
  #repeat = 1;
  /** Results are dropped here, so that no compiler finds out that they are not needed. */
  latest: unknown;

  constructor({ prepare, units = 1, warmUpRuns = 1 }: Contestant) {
    this.#work = prepare();
    this.#units = units;
    this.#warmUpRuns = warmUpRuns;
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
    let fits = 1;
    let runs = 1;
    for (let repeat = 1; spent < warmUpMs || runs < this.#warmUpRuns; repeat = Math.min(repeat * 2, fits)) {
      const ms = await this.#time(repeat);
      spent += ms;
      runs += repeat;
      fits = Math.max(1, Math.ceil((roundMs * repeat) / Math.max(ms, SHORTEST_MS)));
    }
    return fits;
  }

  async #time(repeat: number): Promise<number> {
    const started = performance.now();
    for (let turn = 0; turn < repeat; turn++) {
      const result = this.#work();
      // Synchronous work is not made to wait for a promise.
      this.latest = result instanceof Promise ? await result : result;
    }
    return performance.now() - started;
  }
}
