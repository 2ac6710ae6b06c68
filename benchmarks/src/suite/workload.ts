/** Does the work once, and gives what is compared between the contestants: the result; in a measurement, the figure. */
export type Work = () => unknown;

/** One way to do the work of a case. */
export interface Contestant {
  readonly name: string;
  /** Makes what is made once (instances, a driver, generated code), in a process of the contestant's own. */
  readonly prepare: () => Work;
  /** How many units of work, such as items, are in one call: times are compared for a unit. Default 1. */
  readonly units?: number;
  /** How often it runs before it is timed, at least: on a busy machine the time to warm up may not be enough for that. Default 1. */
  readonly warmUpRuns?: number;
  /** The ratio or figure that must not be exceeded, and the one aimed at. */
  readonly must?: number;
  readonly aim?: number;
  /** One run takes a second or more: left out where there is no time for that. */
  readonly isSlow?: boolean;
  /** What is missing on this machine for it to take part. */
  readonly lacks?: () => string | undefined;
}

/** How many times as fast as another contestant `millrace` is to be. */
export interface Lead {
  readonly over: string;
  readonly must?: number;
  readonly aim?: number;
}

/** Contestants that are timed side by side; the first is the one that the others are compared with. */
export interface Race {
  readonly kind: 'race';
  readonly name: string;
  readonly contestants: readonly Contestant[];
  readonly leads?: readonly Lead[];
  /** Who is missing, and why. */
  readonly note?: string;
}

/** Contestants that each give a figure other than a time. */
export interface Measurement {
  readonly kind: 'measurement';
  readonly name: string;
  readonly unit: string;
  readonly contestants: readonly Contestant[];
  readonly note?: string;
}

export type Case = Race | Measurement;

export interface Workload {
  readonly id: string;
  readonly title: string;
  readonly cases: readonly Case[];
}
