import { fault, type Fault } from './fault';
import { listWords } from './list-words';

/** Something that is no dependency, where one was expected. */
export function invalidDependency(at: string, what: string): Fault {
  return fault(
    'INVALID_DEPENDENCY',
    at,
    `${at} has ${what} among its dependencies. A dependency is the name of a member, or made by source(), value(), nodeOf(), configuration(), group() or optional(); ` +
      `options are one plain object at the end.`,
  );
}

/** A form where it has no meaning. */
export function misplacedDependency(at: string, form: string, fix: string): Fault {
  return fault('INVALID_DEPENDENCY', at, `${at} uses ${form} where it has no meaning. ${fix}`);
}

/** A `fold` without a usable reducer. */
export function invalidReducer(at: string, what: string): Fault {
  return fault(
    'INVALID_DEPENDENCY',
    at,
    `${at} folds with a reducer that ${what}. A reducer is { init, step, done?, merge? }, all functions; see reducers.sum().`,
  );
}

/** The nodes depend on each other in a circle; the path ends where it began. */
export function circularDependency(path: readonly string[], at: string): Fault {
  return fault(
    'CIRCULAR_DEPENDENCY',
    at,
    `These nodes depend on each other in a circle: ${formatCycle(path)}. Remove one of these dependencies, or split a node so that the circle opens.`,
  );
}

/** S2: dependencies in fan-outs of which neither encloses the other. */
export function incompatibleScopes(at: string, fanOuts: readonly [string, string], lives: readonly string[]): Fault {
  const [first, second] = fanOuts;
  return fault(
    'INCOMPATIBLE_SCOPES',
    at,
    `${at} depends on values of two independent fan-outs, "${first}" and "${second}": ${listWords(lives)}. An item of one has no item of the other. ` +
      `Collect one of them first; or nest "${second}" inside "${first}"; or, for every pair of items, make "${second}" depend on "${first}" (the product).`,
  );
}

/** S4, S5: what is gathered, or is not, does not fit the fan-out that the collector closes. */
export function invalidGather(at: string, text: string): Fault {
  return fault('INVALID_GATHER', at, `${at} ${text}`);
}

/** E3: `settled` over a fan-out that gives up at the first failure. */
export function settledNeedsPolicy(at: string, value: string, fanOut: { name: string; place: string }): Fault {
  return fault(
    'SETTLED_NEEDS_POLICY',
    at,
    `${at} takes settled("${value}"), but the fan-out "${fanOut.name}" fails with its first item. Set onItemError: 'skip' (or { tolerate }) on ${fanOut.place}, or gather the plain value.`,
  );
}

function formatCycle(path: readonly string[]): string {
  if (path.length <= 60) return path.join(' -> ');
  return [...path.slice(0, 20), `… ${path.length - 40} more …`, ...path.slice(-20)].join(' -> ');
}
