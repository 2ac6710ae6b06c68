/** How many runs are remembered. A warning that comes again after so many others does no harm. */
const REMEMBERED = 1000;

/** Lets each message through once per run, so that what is said for an item is not said for a million of them. */
export class OncePerRun {
  readonly #told = new Set<string>();

  tell(runId: string, topic: string, say: () => void): void {
    const id = `${topic}\n${runId}`;
    if (this.#told.has(id)) return;
    this.#told.add(id);
    const [oldest] = this.#told;
    if (this.#told.size > REMEMBERED && oldest !== undefined) this.#told.delete(oldest);
    say();
  }
}
