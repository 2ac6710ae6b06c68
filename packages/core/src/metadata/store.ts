import 'reflect-metadata';
import type { ClassType } from '../types/class-type';
import type { ClassRecord } from './class-metadata';

/** One key for all installed copies of the package, so that they see each other's classes. */
const RECORD = Symbol.for('millrace.class-record');

const nothing: ClassRecord = { members: new Map() };

/** What was recorded on the class itself; base classes are not asked. */
export function ownRecord(cls: ClassType): ClassRecord {
  const record: unknown = Reflect.getOwnMetadata(RECORD, cls);
  // Only `updateRecord` writes under this key.
  return record === undefined ? nothing : (record as ClassRecord);
}

/** Replaces the record of the class by a changed copy; whoever holds the old one keeps what he saw. */
export function updateRecord(cls: ClassType, change: (record: ClassRecord) => ClassRecord): void {
  Reflect.defineMetadata(RECORD, change(ownRecord(cls)), cls);
}
