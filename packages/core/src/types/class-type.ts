/** A class, abstract ones included. */
export type ClassType<C = unknown> = abstract new (...args: never) => C;

/** Whether a value is a class or another constructor function. */
export function isClass(value: unknown): value is ClassType<object> {
  return typeof value === 'function' && typeof value.prototype === 'object' && value.prototype !== null;
}

/** A class's name for messages. */
export function nameOfClass(cls: ClassType): string {
  return cls.name === '' ? '(anonymous class)' : cls.name;
}
