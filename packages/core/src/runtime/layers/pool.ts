import { invalidPool } from '../../errors/operation-errors';
import { describeValue } from '../../errors/describe-value';
import type { Clock } from '../clock';
import { Rate } from './rate';

/** What a pool allows. At least one of `concurrency` and `perSecond`. */
export interface PoolOptions {
  /** How many calls may be under way at once: an integer ≥ 1. Default: any number. */
  readonly concurrency?: number | undefined;
  /** How many calls may start in a second, evenly spread. Default: any number. */
  readonly perSecond?: number | undefined;
  /** How many of them may start at once after a quiet time: an integer ≥ 1. Default 1. */
  readonly burst?: number | undefined;
  /** Whether each run has a pool of its own. Default: all runs share it. */
  readonly perRun?: boolean | undefined;
}

interface Waiting {
  readonly clock: Clock;
  readonly enter: () => void;
}

/**
 * Bounds the calls of all nodes with `@pool` of its name, in the order in which they come: by how many are under way, and by how many start in a second. One that
 * is made with `new` may be given to several drivers, which then share it.
 *
 * @example
 * const openai = new Pool({ concurrency: 4, perSecond: 10 });
 * const drivers = [new Driver({ modules: [Summaries], pools: { openai } }), new Driver({ modules: [Titles], pools: { openai } })];
 */
export class Pool {
  readonly #options: PoolOptions;
  readonly #concurrency: number;
  readonly #rate: Rate | undefined;
  readonly #ofRuns: WeakMap<object, Pool> | undefined;
  /** Those who wait, in order; who gives up leaves the line. */
  readonly #line = new Set<Waiting>();
  #used = 0;
  #stopTimer: (() => void) | undefined;

  /** Throws `INVALID_OPTION` for options that make no sense. */
  constructor(options: PoolOptions) {
    checkPool(options);
    const { concurrency = Infinity, perSecond, burst = 1, perRun = false } = options;
    this.#options = options;
    this.#concurrency = concurrency;
    this.#rate = perSecond === undefined ? undefined : new Rate(perSecond, burst);
    this.#ofRuns = perRun ? new WeakMap() : undefined;
  }

  /** How many calls are under way; 0 where each run has a pool of its own. */
  get running(): number {
    return this.#used;
  }

  /** How many calls wait for a slot; 0 where each run has a pool of its own. */
  get waiting(): number {
    return this.#line.size;
  }

  /** The pool that a run uses: this one, unless each run has its own. */
  of(run: object): Pool {
    if (this.#ofRuns === undefined) return this;
    const known = this.#ofRuns.get(run);
    if (known !== undefined) return known;
    const own = new Pool({ ...this.#options, perRun: false });
    this.#ofRuns.set(run, own);
    return own;
  }

  /** Takes a slot, if there is one now and nobody waits for it. */
  tryEnter(clock: Clock): boolean {
    if (this.#line.size > 0 || this.#waitAt(clock) > 0) return false;
    this.#take(clock);
    return true;
  }

  /** Calls back with a slot taken, unless the returned function is called before. */
  wait(clock: Clock, enter: () => void): () => void {
    const waiting: Waiting = { clock, enter };
    this.#line.add(waiting);
    this.#advance();
    return () => {
      this.#line.delete(waiting);
      this.#advance();
    };
  }

  /** Gives a slot back. */
  leave(): void {
    this.#used--;
    this.#advance();
  }

  /** Milliseconds until a slot may be taken; `Infinity` while all are. */
  #waitAt(clock: Clock): number {
    return this.#used >= this.#concurrency ? Infinity : (this.#rate?.waitAt(clock.now()) ?? 0);
  }

  #take(clock: Clock): void {
    this.#used++;
    this.#rate?.count(clock.now());
  }

  /** Lets those in line in while there are slots, and comes back when the rate allows the next. */
  #advance(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    for (const waiting of this.#line) {
      const ms = this.#waitAt(waiting.clock);
      if (ms > 0) {
        if (ms < Infinity) this.#stopTimer = waiting.clock.after(ms, () => this.#advance());
        return;
      }
      this.#line.delete(waiting);
      this.#take(waiting.clock);
      waiting.enter();
    }
  }
}

function checkPool(options: unknown): asserts options is PoolOptions {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) throw invalidPool(`not ${describeValue(options)}`);
  const { concurrency, perSecond, burst, perRun, ...others } = options as Readonly<Record<string, unknown>>;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw invalidPool(`and no option "${unknown}"`);
  if (concurrency === undefined && perSecond === undefined) throw invalidPool('and needs at least one of the first two');
  if (concurrency !== undefined && !isCount(concurrency)) throw invalidPool(`not concurrency: ${describeValue(concurrency)}`);
  if (perSecond !== undefined && !(typeof perSecond === 'number' && perSecond > 0 && perSecond < Infinity))
    throw invalidPool(`not perSecond: ${describeValue(perSecond)}`);
  if (burst !== undefined && !(isCount(burst) && perSecond !== undefined))
    throw invalidPool(`not burst: ${describeValue(burst)}${perSecond === undefined ? ' without perSecond' : ''}`);
  if (perRun !== undefined && typeof perRun !== 'boolean') throw invalidPool(`not perRun: ${describeValue(perRun)}`);
}

function isCount(value: unknown): boolean {
  return value === Infinity || (Number.isSafeInteger(value) && Number(value) >= 1);
}
