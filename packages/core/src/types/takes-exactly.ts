/**
 * Whether a function's `length` tells all about how many values it takes: defaults and rest parameters are not in it, and wrappers may read
 * `arguments`. Only the shape of the list is looked at, never a name, so minified code gives the same answer.
 */
export function takesExactly(fn: (...values: never) => unknown): boolean {
  const source = Function.prototype.toString.call(fn);
  const arrow = /^(?:async\s*)?([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*=>/u.exec(source);
  const list = arrow?.[1] ?? source.slice(source.indexOf('(') + 1, source.indexOf(')'));
  return /^[\w$\s,]*$/.test(list) && !source.includes('arguments') && !source.includes('[native code]');
}
