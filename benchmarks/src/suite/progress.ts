import type { Effort } from './effort';
import type { Case, Workload } from './workload';

/** Tells how far a suite has come, and about how long it will still take: contestants are taken to need equally long. */
export class Progress {
  readonly #write: (line: string) => void;
  readonly #now: () => number;
  readonly #launches: number;
  readonly #all: number;
  readonly #startedAt: number;
  /** Of the cases that are done. */
  #done = 0;

  constructor(
    workloads: readonly Workload[],
    { launches }: Pick<Effort, 'launches'>,
    { write, now = () => performance.now() }: ProgressOptions,
  ) {
    this.#write = write;
    this.#now = now;
    this.#launches = launches;
    this.#all = workloads.flatMap(({ cases }) => cases).reduce((sum, entry) => sum + this.#weightOf(entry), 0);
    this.#startedAt = now();
  }

  /** A launch of a case begins. */
  launch(workload: string, { name, contestants }: Case, turn: number): void {
    const share = (this.#done + turn * contestants.length) / this.#all;
    const left = share === 0 ? '' : `, ${timeFor(((this.#now() - this.#startedAt) * (1 - share)) / share)} left`;
    this.#write(`${Math.floor(share * 100)} %${left}: ${workload}, ${name}, launch ${turn + 1} of ${this.#launches}`);
  }

  /** A case is done, maybe before its last launch. */
  done(entry: Case): void {
    this.#done += this.#weightOf(entry);
  }

  #weightOf({ contestants }: Case): number {
    return contestants.length * this.#launches;
  }
}

interface ProgressOptions {
  readonly write: (line: string) => void;
  readonly now?: () => number;
}

function timeFor(ms: number): string {
  const minutes = ms / 60_000;
  return minutes < 1 ? 'less than a minute' : minutes < 1.5 ? 'about a minute' : `about ${Math.round(minutes)} minutes`;
}
