import { describeValue } from '../errors/describe-value';
import type { FaultCollector } from '../errors/fault-collector';
import { invalidModule, invalidNamespace, moduleListedTwice, moduleWithoutMembers } from '../errors/module-faults';
import { readClass, type ResolvedMember } from '../metadata/read-class';
import { isClass, type ClassType } from '../types/class-type';
import type { Tags } from '../types/tags';

/** A dataflow class of the graph, or an instance of one. */
export interface DataflowModule {
  readonly cls: ClassType<object>;
  readonly instance: object | undefined;
  readonly name: string;
  /** Before the names of its nodes, with the dot: `sales.`; empty without a namespace. */
  readonly prefix: string;
  readonly tags: Tags;
  readonly members: readonly ResolvedMember[];
}

/** Reads the classes that `modules` lists; what is no dataflow class becomes a fault. A class that is listed again is read once. */
export function readModules(given: readonly unknown[], faults: FaultCollector): DataflowModule[] {
  const modules = new Map<ClassType<object>, { module: DataflowModule | undefined; index: number; instance: object | undefined }>();
  for (const [index, entry] of Array.from(given).entries()) {
    const cls = classOf(entry, index, faults);
    if (cls === undefined) continue;
    const instance = entry === cls ? undefined : (entry as object);
    const earlier = modules.get(cls);
    if (earlier === undefined) modules.set(cls, { module: readModule(cls, instance, index, faults), index, instance });
    else if (earlier.instance !== instance) faults.add(moduleListedTwice(earlier.index, index, cls.name));
  }
  return [...modules.values()].flatMap(({ module }) => module ?? []);
}

function readModule(
  cls: ClassType<object>,
  instance: object | undefined,
  index: number,
  faults: FaultCollector,
): DataflowModule | undefined {
  const { name, dataflow, members } = readClass(cls);
  if (members.length === 0) {
    faults.add(moduleWithoutMembers(index, name));
    return undefined;
  }
  const namespace: unknown = dataflow?.namespace;
  const isNamespace = typeof namespace === 'string' && namespace !== '';
  if (namespace !== undefined && !isNamespace) faults.add(invalidNamespace(name, describeValue(namespace)));
  return { cls, instance, name, prefix: isNamespace ? `${namespace}.` : '', tags: dataflow?.tags ?? {}, members };
}

function classOf(entry: unknown, index: number, faults: FaultCollector): ClassType<object> | undefined {
  if (isClass(entry)) return entry;
  if (typeof entry !== 'object' || entry === null) {
    const fix =
      entry === undefined
        ? 'Is the class declared below, or imported in a circle? List it where it is already there.'
        : 'List classes with @node methods, or instances of them.';
    faults.add(invalidModule(index, describeValue(entry), fix));
    return undefined;
  }
  const prototype: unknown = Object.getPrototypeOf(entry);
  const cls: unknown =
    typeof prototype === 'object' && prototype !== null ? (prototype as { constructor?: unknown }).constructor : undefined;
  if (isClass(cls) && cls !== Object && !Array.isArray(entry)) return cls;
  const fix = Array.isArray(entry) ? 'Spread it: modules: [...list].' : 'List classes with @node methods, or instances of them.';
  faults.add(invalidModule(index, describeValue(entry), fix));
  return undefined;
}
