import { CliError } from '../terminal/cli-error';
import type { Core } from './load-core';
import type { Exports } from './exports';

/** The exports of a module, and how it is called. */
export interface LoadedModule {
  readonly path: string;
  readonly exports: Exports;
}

/**
 * The dataflows that modules export: classes, instances of them, and lists of both. A class of which another one that is exported is
 * derived is left out, since its nodes are in that one.
 *
 * @param names The classes that are wanted; all where there are none.
 */
export function findDataflows(modules: readonly LoadedModule[], core: Core, names: readonly string[] = []): object[] {
  const found = new Set<object>();
  for (const { path, exports } of modules) {
    const dataflows = Object.values(exports)
      .flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : [value]))
      .filter((value) => isDataflow(value, core));
    if (dataflows.length === 0) throw noDataflow(path, exports);
    for (const dataflow of dataflows) found.add(dataflow);
  }
  if (names.length > 0) return select([...found], names);
  return [...found].filter((one) => ![...found].some((other) => other !== one && isDerivedFrom(other, one)));
}

function isDataflow(value: unknown, core: Core): value is object {
  if (core.isDataflowClass(value)) return true;
  return typeof value === 'object' && value !== null && core.isDataflowClass(classOf(value));
}

function classOf(value: object): unknown {
  if (typeof value === 'function') return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  return typeof prototype === 'object' && prototype !== null ? prototype.constructor : undefined;
}

function nameOf(dataflow: object): string {
  const cls = classOf(dataflow);
  return typeof cls === 'function' ? cls.name : '';
}

function isDerivedFrom(dataflow: object, base: object): boolean {
  const cls = classOf(dataflow);
  return typeof cls === 'function' && typeof base === 'function' && cls !== base && Object.prototype.isPrototypeOf.call(base, cls);
}

function select(found: readonly object[], names: readonly string[]): object[] {
  const unknown = names.filter((name) => !found.some((dataflow) => nameOf(dataflow) === name));
  if (unknown.length > 0) {
    throw new CliError(`No dataflow class is called ${unknown.map((name) => `"${name}"`).join(', ')}.`, {
      hint: `The modules export ${found.map(nameOf).join(', ')}.`,
    });
  }
  return found.filter((dataflow) => names.includes(nameOf(dataflow)));
}

function noDataflow(path: string, exports: Exports): CliError {
  const names = Object.keys(exports).filter((name) => name !== 'default' && name !== 'module.exports' && name !== '__esModule');
  return new CliError(`${path} exports no dataflow class.`, {
    hint: `${names.length === 0 ? 'It exports nothing by name' : `It exports ${names.join(', ')}`}. A dataflow class has methods with @node, @parallelizable or @collect, or comes from defineDataflow; "export" it.`,
  });
}
