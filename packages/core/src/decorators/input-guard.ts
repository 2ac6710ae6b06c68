import { MillraceError } from '../errors/millrace-error';
import { nameOfClass, type ClassType } from '../types/class-type';
import type { Place } from '../metadata/record';

/** Makes reading or writing an input as a field an error that says what to do: instances do not hold the values of runs. */
export function guardInput({ target, key }: Place): void {
  if (typeof target === 'function' || key === undefined || Object.hasOwn(target, key)) return;
  const guard = () => {
    throw inputRead(target, String(key));
  };
  Object.defineProperty(target, key, { get: guard, set: guard, configurable: true, enumerable: false });
}

function inputRead(prototype: object, key: string): MillraceError {
  // The compiler hands over a prototype, whose `constructor` is the class.
  const at = `${nameOfClass(prototype.constructor as ClassType)}.${key}`;
  return new MillraceError(
    'INPUT_READ',
    `${at} is an input, whose value belongs to a run and not to the instance. Take it as a dependency: @node(${JSON.stringify(key)}) and a parameter in its place.`,
  );
}
