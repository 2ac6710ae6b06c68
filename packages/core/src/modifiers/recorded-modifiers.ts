import type { DelayedModifier, Modifier } from '../metadata/modifier';
import { readClass } from '../metadata/read-class';

/** What a decorator recorded when it was tried on a method of a class that exists for nothing else. */
export interface Recorded {
  readonly modifiers: readonly (Modifier | DelayedModifier)[];
  /** Whether it recorded anything else, as role decorators do. */
  readonly other: boolean;
}

/** Tries a method decorator on a scratch class. Throws what the decorator throws. */
export function recordedModifiers(
  decorate: (...place: [target: object, key: string, descriptor: PropertyDescriptor]) => unknown,
): Recorded {
  class Scratch {
    method(): void {}
  }
  decorate(Scratch.prototype, 'method', { value: Scratch.prototype.method, configurable: true, writable: true, enumerable: false });
  const { members, dataflow } = readClass(Scratch);
  return {
    modifiers: members.flatMap(({ modifiers }) => modifiers),
    other:
      dataflow !== undefined ||
      members.some((member) => member.roles.length > 0 || member.parameters.length > 0 || (member.input ?? member.mutations) !== undefined),
  };
}
