/** A signal that is aborted with the first of some others, until it is let go. */
export interface LinkedSignal {
  readonly signal: AbortSignal;
  /** Stops listening to the others. */
  release(): void;
}

/** Links signals by hand: `AbortSignal.any` leaves a trace of each run in a signal that lives as long as the app. */
export function linkSignals(...sources: readonly AbortSignal[]): LinkedSignal {
  const controller = new AbortController();
  const releases = sources.map((source) => {
    const abort = (): void => controller.abort(source.reason);
    if (source.aborted) abort();
    else source.addEventListener('abort', abort, { once: true });
    return () => source.removeEventListener('abort', abort);
  });
  return {
    signal: controller.signal,
    release: () => {
      for (const release of releases) release();
    },
  };
}
