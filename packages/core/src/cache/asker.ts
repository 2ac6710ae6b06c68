/** Who asks a cache for something, and is told what keeps it from giving that: a call in a run. */
export interface Asker {
  /** Told each time; of one cause it may be enough to hear once. */
  warned(cause: string, message: string): void;
}
