/** The delays of flights in minutes, ordered by the hour of departure, in memory that all threads see. */
export interface Delays {
  readonly minutes: Int16Array<SharedArrayBuffer>;
  /** Where the flights of each hour begin, and behind the last hour where they end. */
  readonly starts: readonly number[];
}

/** A flight as the data set has it. */
export interface Flight {
  readonly delay: number;
  /** The hour of departure, with its fraction. */
  readonly time: number;
}

/** Puts flights into shared memory: what is sent to a worker is then the address, not two hundred thousand numbers. */
export function shareDelays(flights: readonly Flight[]): Delays {
  const byHour = Array.from({ length: 24 }, (): number[] => []);
  for (const { delay, time } of flights) byHour[Math.floor(time)]?.push(delay);
  const minutes = new Int16Array(new SharedArrayBuffer(flights.length * Int16Array.BYTES_PER_ELEMENT));
  const starts = [0];
  for (const delays of byHour) {
    const start = starts.at(-1) ?? 0;
    minutes.set(delays, start);
    starts.push(start + delays.length);
  }
  return { minutes, starts };
}
