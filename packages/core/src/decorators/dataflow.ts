import type { DataflowRecord } from '../metadata/class-metadata';
import { recordDataflow } from '../metadata/record';
import type { ClassType } from '../types/class-type';
import { placeOf } from './place';
import { registerService } from './typedi';

/** Options of `@dataflow`. */
export type DataflowOptions = DataflowRecord;

/**
 * Optional: says what holds for a class of nodes as a whole, and registers it with TypeDI if that is installed. With a `namespace` its
 * nodes are `namespace.name` outside; inside the class bare names mean its own nodes first.
 *
 * @example
 * @dataflow({ namespace: 'sales', tags: { owner: 'growth' } })
 * class Sales {
 *   @node() year(): number { return 2026; }
 * }
 */
export function dataflow(options: DataflowOptions = {}): (cls: ClassType) => void {
  return (cls, ...rest: unknown[]) => {
    placeOf('dataflow', cls, rest[0]);
    recordDataflow(cls, { ...options });
    registerService(cls);
  };
}
