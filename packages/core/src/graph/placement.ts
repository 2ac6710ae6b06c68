import type { FaultCollector } from '../errors/fault-collector';
import type { Link } from './link';
import type { NodeTable } from './node-table';
import type { Scope } from './scope';

/** Where a node runs, where it lives as a dependency (S3), and what it closes. */
export interface Placement {
  readonly scope: Scope;
  readonly lives: Scope;
  /** The parallelizables that a collector closes, outermost first. */
  readonly closes: readonly string[];
}

/** What the rules about scopes look at. */
export interface Surroundings {
  readonly table: NodeTable;
  readonly links: readonly (Link | undefined)[];
  /** By id; `undefined` for what is not known because of an earlier fault, so that it causes no others. */
  readonly placements: readonly (Placement | undefined)[];
  readonly faults: FaultCollector;
}
