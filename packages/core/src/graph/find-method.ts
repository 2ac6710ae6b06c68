import type { DataflowModule } from './read-modules';

/** A method of a dataflow class. */
export type Method = (...args: never) => unknown;

/** The method as instances have it, which a subclass may have overridden. */
export function findMethod(module: DataflowModule, key: string): Method | undefined {
  for (let at: object | null = module.instance ?? module.cls.prototype; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    const descriptor = Object.getOwnPropertyDescriptor(at, key);
    if (descriptor !== undefined) return typeof descriptor.value === 'function' ? (descriptor.value as Method) : undefined;
  }
  return undefined;
}
