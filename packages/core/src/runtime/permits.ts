/** Bounds the promises that are pending at once in a run (F10). A permit is held for one call only; who finds none waits in line. */
export class Permits {
  /** Whether one must wait in line; nobody overtakes those who do. Asked before every call, so it is kept up to date instead of worked out. */
  exhausted = false;
  readonly limit: number;
  #used = 0;
  #line: (() => void)[] = [];
  #next = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** Goes on when a permit is free. */
  wait(resume: () => void): void {
    this.#line.push(resume);
    this.exhausted = true;
  }

  take(): void {
    if (++this.#used >= this.limit || this.#next < this.#line.length) this.exhausted = true;
  }

  /** Gives a permit back; `advance` then lets those in line go on. */
  free(): void {
    this.#used--;
    if (this.exhausted) this.#update();
  }

  advance(): void {
    while (this.#used < this.limit && this.#next < this.#line.length) {
      const resume = this.#leaveLine();
      // Whose turn it is looks again whether it must wait.
      this.exhausted = false;
      resume?.();
      this.#update();
    }
  }

  /** Lets all in line go on, since their run has stopped and they will find that out. */
  dissolve(): void {
    while (this.#next < this.#line.length) this.#leaveLine()?.();
    this.#update();
  }

  #update(): void {
    this.exhausted = this.#used >= this.limit || this.#next < this.#line.length;
  }

  #leaveLine(): (() => void) | undefined {
    const resume = this.#line[this.#next++];
    // Taking off the front one by one would be quadratic.
    if (this.#next === this.#line.length || this.#next > 4096) {
      this.#line = this.#line.slice(this.#next);
      this.#next = 0;
    }
    return resume;
  }
}
