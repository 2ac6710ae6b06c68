/**
 * One node of the tree of signals (C1): stopping it stops all below. An `AbortController` exists only where a signal was asked for,
 * and leaves are detached when their work has ended, so that nothing piles up on those that live long.
 */
export class Cancellation {
  readonly #parent: Cancellation | undefined;
  readonly #onStop: (() => void) | undefined;
  #children: Set<Cancellation> | undefined;
  #controller: AbortController | undefined;
  /** Read before every call. */
  stopped = false;
  #reason: unknown;

  constructor(parent?: Cancellation, onStop?: () => void) {
    this.#parent = parent;
    this.#onStop = onStop;
    if (parent === undefined) return;
    if (parent.stopped) this.stop(parent.#reason);
    else (parent.#children ??= new Set()).add(this);
  }

  get reason(): unknown {
    return this.#reason;
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.stopped) this.#controller.abort(this.#reason);
    return this.#controller.signal;
  }

  stop(reason: unknown): void {
    if (this.stopped) return;
    this.stopped = true;
    this.#reason = reason;
    const children = this.#children;
    this.#children = undefined;
    this.#controller?.abort(reason);
    this.#onStop?.();
    if (children !== undefined) for (const child of children) child.stop(reason);
  }

  /** Takes it out of the tree. */
  detach(): void {
    if (this.#parent !== undefined) this.#parent.#children?.delete(this);
  }
}
