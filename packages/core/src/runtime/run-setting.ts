import type { NodeInfo } from '../graph/node-info';
import type { InstanceProvider } from '../types/instance-provider';
import type { ItemFailure } from '../types/item-failure';
import type { ItemPath } from '../types/item-path';
import type { AbortListeners } from './abort-listeners';
import type { RunExecutors } from './executors/run-executors';
import type { FailureLog } from './failure-log';
import type { FanOutListeners } from './hooks/fan-out-listeners';
import type { Hooks } from './hooks/hooks';
import type { Environment } from './environment';
import type { QueuedStream } from './stream-queue';

/** One value of a streamed node. */
export interface StreamedEntry {
  readonly path: ItemPath;
  readonly key: string;
  readonly value: unknown;
}

/** An input that a run reads: its value, and how it is checked. */
export interface GivenValue {
  readonly value: unknown;
  /** A Standard Schema. */
  readonly schema: unknown;
}

export type OverrideFunctions = ReadonlyMap<string, (path: ItemPath) => unknown>;

/** All that a run is started with. */
export interface RunSetting {
  readonly config: Readonly<Record<string, unknown>>;
  /** Finds what the program reads: inputs, config keys and defaults. */
  readonly given: (name: string) => GivenValue;
  /** By node: what takes the place of its call. */
  readonly overrides: OverrideFunctions;
  readonly instances: InstanceProvider;
  readonly signal: AbortSignal | undefined;
  /** Shared by the runs of a driver. */
  readonly abortListeners: AbortListeners;
  readonly runId: string;
  readonly context: unknown;
  readonly onFailure: ((failure: ItemFailure) => void) | undefined;
  readonly stopsAtFailure: boolean;
  readonly maxConcurrency: number;
  readonly graceMs: number;
  readonly environment: Environment;
  readonly hooks: Hooks;
  readonly fanOutListeners: FanOutListeners | undefined;
  readonly infoOf: (node: string) => NodeInfo;
  /** The names of the requested outputs. */
  readonly outputs: readonly string[];
  readonly stream: QueuedStream<StreamedEntry> | undefined;
  /** Absent where all items run here. */
  readonly executors?: RunExecutors | undefined;
  /** Where failures go that the run survives, if not into a log of its own. */
  readonly failures?: FailureLog;
}
