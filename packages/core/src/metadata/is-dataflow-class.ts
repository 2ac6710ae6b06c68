import { isClass, type ClassType } from '../types/class-type';
import { readClass } from './read-class';

/** Whether a value is a class with nodes or inputs, its own or inherited ones; also one that another installed copy of the package made. For tools that look for dataflows. */
export function isDataflowClass(value: unknown): value is ClassType<object> {
  return isClass(value) && readClass(value).members.length > 0;
}
