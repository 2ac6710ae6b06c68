import 'reflect-metadata';
import type { ClassType } from '../types/class-type';
import type { ClassRecord, MemberRecord } from './class-metadata';

/** One key for all installed copies of the package, so that they see each other's classes. */
const RECORD = Symbol.for('millrace.class-record');

/** What is kept on a class. The decorators of a class follow each other, so its members are copied only if somebody has read them in between. */
interface Kept {
  record: ClassRecord;
  /** The members of the record, for as long as nobody else holds them. */
  members: Map<string, MemberRecord> | undefined;
}

const nothing: ClassRecord = { members: new Map() };

/** What was recorded on the class itself; base classes are not asked. It never changes: what is recorded later is in another record. */
export function ownRecord(cls: ClassType): ClassRecord {
  const kept = keptOn(cls);
  if (kept === undefined) return nothing;
  kept.members = undefined;
  return kept.record;
}

/** Replaces what is recorded for a class as a whole. */
export function updateRecord(cls: ClassType, changes: Omit<Partial<ClassRecord>, 'members'>): void {
  const kept = keptOn(cls) ?? keep(cls);
  kept.record = { ...kept.record, ...changes };
}

/** Replaces the record of one member; `change` is given the present one. */
export function updateMember(cls: ClassType, id: string, change: (member: MemberRecord | undefined) => MemberRecord): void {
  const kept = keptOn(cls) ?? keep(cls);
  let { members } = kept;
  if (members === undefined) {
    members = new Map(kept.record.members);
    kept.members = members;
    kept.record = { ...kept.record, members };
  }
  members.set(id, change(members.get(id)));
}

function keptOn(cls: ClassType): Kept | undefined {
  // Only `keep` writes under this key.
  return Reflect.getOwnMetadata(RECORD, cls) as Kept | undefined;
}

function keep(cls: ClassType): Kept {
  const kept: Kept = { record: nothing, members: undefined };
  Reflect.defineMetadata(RECORD, kept, cls);
  return kept;
}
