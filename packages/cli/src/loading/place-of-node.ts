import type { Driver } from '@millrace/core';
import type { CodePlace, Places } from './find-places';

/** Where the method of a node is; undefined for inputs that are only named, for config, and where it is not found. */
export function placeOfNode({ graph }: Driver, name: string, places: Places): CodePlace | undefined {
  const node = graph.get(name);
  if (node === undefined || node.moduleName === '') return undefined;
  const member = node.method?.key ?? name.slice(name.lastIndexOf('.') + 1);
  return places.ofMember(node.method === undefined ? [node.moduleName] : lineOf(node.method.module), member);
}

/** The names of a class and its base classes. */
function lineOf(cls: object): string[] {
  const names: string[] = [];
  for (let at: unknown = cls; typeof at === 'function' && at !== Function.prototype; at = Object.getPrototypeOf(at)) names.push(at.name);
  return names;
}
