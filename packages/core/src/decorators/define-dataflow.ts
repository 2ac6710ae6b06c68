import type { DataflowRecord } from '../metadata/class-metadata';
import { recordDataflow } from '../metadata/record';
import { markSelfMade } from '../types/self-made';
import { addMember } from './add-member';
import { checkDefinition } from './check-definition';
import type { DataflowMember } from './dataflow-members';
import type { Checked, MembersOf } from './wiring/defined';

/** Options of `defineDataflow`. */
export interface DefinitionOptions extends DataflowRecord {
  /** What messages and `NodeInfo.module` call the dataflow. Default: 'dataflow'. */
  readonly name?: string;
}

/** A dataflow class that was made by `defineDataflow`; C is the type of its instances, by which others see its nodes. */
export interface DefinedDataflow<C> {
  new (): C;
  readonly prototype: C;
}

/**
 * Defines a dataflow without classes and decorators: for scripts, and for runtimes that strip types. What it gives is a dataflow class:
 * it goes into `modules` beside others, and into `nodeOf`. Each member is an `input<T>()` or a node, `{ deps, run }`, with a `role` other
 * than 'node', the options of that role, and `modifiers` where wanted. The compiler checks the wiring as it does in classes.
 *
 * @throws GraphValidationError with every member that is no definition (`INVALID_DEFINITION`); what else is wrong is found when a driver is made.
 * @example
 * const Marketing = defineDataflow({
 *   spend: input<number>(),
 *   signups: input<number>(),
 *   costPerSignup: { deps: ['spend', 'signups'], run: (spend: number, signups: number) => spend / signups },
 * });
 * const driver = new Driver({ modules: [Marketing] });
 */
export function defineDataflow<const D extends { readonly [name: string]: DataflowMember }>(
  members: D & Checked<D>,
  options: DefinitionOptions = {},
): DefinedDataflow<MembersOf<D>> {
  checkDefinition(members, options);
  const { name = 'dataflow', ...dataflow } = options;
  const cls = { [name]: class {} }[name] as DefinedDataflow<MembersOf<D>>;
  recordDataflow(cls, dataflow);
  markSelfMade(cls);
  for (const [key, member] of Object.entries<DataflowMember>(members)) addMember(cls.prototype as object, key, member);
  return cls;
}
