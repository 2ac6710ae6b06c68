import type { ClassType } from './class-type';

const SELF_MADE = Symbol.for('millrace.self-made');

/** Marks a class whose instances the driver makes itself, whatever container it is given: no container can know the class. */
export function markSelfMade(cls: ClassType): void {
  Object.defineProperty(cls, SELF_MADE, { value: true });
}

/** Whether the class itself was marked; a subclass may be known to a container. */
export function isSelfMade(cls: ClassType): boolean {
  return Object.hasOwn(cls, SELF_MADE);
}
