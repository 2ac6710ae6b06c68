const MB = 1024 * 1024;

/**
 * How many MB the resident set is at most over what it is at rest. The work is first done once to warm up; then it gets a function to be
 * called now and then.
 */
export async function peakOverIdle(warmUp: () => unknown, work: (sample: () => void) => unknown): Promise<number> {
  await warmUp();
  globalThis.gc?.();
  const idle = process.memoryUsage.rss();
  let peak = idle;
  const sample = (): void => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  await work(sample);
  sample();
  return (peak - idle) / MB;
}
