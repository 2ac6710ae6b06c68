import type { PlanRequest } from '../../plan/run-request';
import type { ItemPath } from '../../types/item-path';
import type { Executor } from './executor';
import type { SentDriver } from './sent';

/** What a run needs to have items run elsewhere. */
export interface RunExecutors {
  /** Tells runs apart, whatever ids they were given. */
  readonly run: string;
  /** By name. */
  readonly byName: Readonly<Record<string, Executor>>;
  readonly driver: SentDriver;
  readonly request: PlanRequest;
  readonly overrides: ReadonlyMap<string, (path: ItemPath) => unknown>;
}
