const STOPPED = 0;
const BEAT = 1;
const PHASE = 2;
const HEAD_WORDS = 3;
const HEAD_BYTES = 4 * HEAD_WORDS;

/** How far a worker has come with a batch. */
const phases = { waiting: 0, opening: 1, running: 2 } as const;

/** Memory that both sides see while a batch runs: whether it is to be stopped, signs of life, and how far each item has come. */
export class Control {
  readonly memory: SharedArrayBuffer;
  /** For each item 0 (not begun), 1 (begun) or 2 (ended). */
  readonly states: Uint8Array;
  readonly #head: Int32Array;

  constructor(memory: SharedArrayBuffer) {
    this.memory = memory;
    this.#head = new Int32Array(memory, 0, HEAD_WORDS);
    this.states = new Uint8Array(memory, HEAD_BYTES);
  }

  /** Memory for so many items. */
  static for(items: number): Control {
    return new Control(new SharedArrayBuffer(HEAD_BYTES + items));
  }

  stop(): void {
    Atomics.store(this.#head, STOPPED, 1);
  }

  get isStopped(): boolean {
    return Atomics.load(this.#head, STOPPED) === 1;
  }

  /** A worker has got the batch, and loads what it needs for it, or runs it. */
  enter(phase: 'opening' | 'running'): void {
    Atomics.store(this.#head, PHASE, phases[phase]);
  }

  /** Whether no worker has turned to the batch yet. */
  get isWaiting(): boolean {
    return Atomics.load(this.#head, PHASE) === phases.waiting;
  }

  get isOpening(): boolean {
    return Atomics.load(this.#head, PHASE) === phases.opening;
  }

  /** A sign of life. */
  beat(): void {
    Atomics.add(this.#head, BEAT, 1);
  }

  /** How many signs of life there were. */
  get beats(): number {
    return Atomics.load(this.#head, BEAT);
  }
}
