interface Listening {
  readonly callbacks: Set<() => void>;
  readonly listener: () => void;
}

/** One listener on each signal, whatever the number of runs that wait for it: many runs may share the signal of a request or of the app (C2). */
export class AbortListeners {
  readonly #bySignal = new WeakMap<AbortSignal, Listening>();

  /** Calls back once when the signal is aborted, unless the returned function is called before. */
  listen(signal: AbortSignal, callback: () => void): () => void {
    const listening = this.#bySignal.get(signal) ?? this.#start(signal);
    listening.callbacks.add(callback);
    return () => {
      listening.callbacks.delete(callback);
      if (listening.callbacks.size === 0) this.#stop(signal, listening);
    };
  }

  #start(signal: AbortSignal): Listening {
    const callbacks = new Set<() => void>();
    const listening: Listening = {
      callbacks,
      listener: () => {
        for (const callback of [...callbacks]) callback();
      },
    };
    this.#bySignal.set(signal, listening);
    signal.addEventListener('abort', listening.listener, { once: true });
    return listening;
  }

  #stop(signal: AbortSignal, { listener }: Listening): void {
    this.#bySignal.delete(signal);
    signal.removeEventListener('abort', listener);
  }
}
