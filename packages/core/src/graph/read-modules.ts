import { describeValue } from '../errors/describe-value';
import type { FaultCollector } from '../errors/fault-collector';
import { invalidModule, invalidNamespace, moduleListedTwice, moduleWithoutMembers, subdagWithoutMembers } from '../errors/module-faults';
import type { Subdag } from '../metadata/node-definition';
import { readClass, type ResolvedClass, type ResolvedMember } from '../metadata/read-class';
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
  /** What its members see of the driver's config; in a subdag, merged with that of the subdag. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Present for modules of a subdag. */
  readonly within?: Enclosure;
}

/** Where a subdag is. */
interface Enclosure {
  /** The module whose method has the subdag. */
  readonly module: DataflowModule;
  /** Before the names of all its nodes, with the dot: `first.`. */
  readonly base: string;
}

/** Reads the classes that `modules` lists; what is no dataflow class becomes a fault. A class that is listed again is read once. */
export function readModules(given: readonly unknown[], config: DataflowModule['config'], faults: FaultCollector): DataflowModule[] {
  const modules = new Map<ClassType<object>, { module: DataflowModule | undefined; index: number; instance: object | undefined }>();
  for (const [index, entry] of Array.from(given).entries()) {
    const cls = classOf(entry, index, faults);
    if (cls === undefined) continue;
    const instance = entry === cls ? undefined : (entry as object);
    const earlier = modules.get(cls);
    if (earlier === undefined) modules.set(cls, { module: readModule({ cls, instance, index, config }, faults), index, instance });
    else if (earlier.instance !== instance) faults.add(moduleListedTwice(earlier.index, index, cls.name));
  }
  return [...modules.values()].flatMap(({ module }) => module ?? []);
}

interface ListedModule extends Pick<DataflowModule, 'cls' | 'instance' | 'config'> {
  readonly index: number;
}

function readModule({ cls, instance, index, config }: ListedModule, faults: FaultCollector): DataflowModule | undefined {
  const resolved = readClass(cls);
  if (resolved.members.length === 0) {
    faults.add(moduleWithoutMembers(index, resolved.name));
    return undefined;
  }
  return { ...moduleOf(resolved, faults), instance, config };
}

/** The modules of a subdag; a class without nodes becomes a fault. */
export function readSubdagModules(
  { classes, at }: Pick<Subdag, 'classes' | 'at'>,
  { within, config }: Required<Pick<DataflowModule, 'within' | 'config'>>,
  faults: FaultCollector,
): DataflowModule[] {
  return [...new Set(classes)].flatMap((cls) => {
    const resolved = readClass(cls);
    if (resolved.members.length === 0) faults.add(subdagWithoutMembers(at, resolved.name));
    const module = moduleOf(resolved, faults);
    return resolved.members.length === 0 ? [] : [{ ...module, prefix: within.base + module.prefix, instance: undefined, config, within }];
  });
}

function moduleOf({ cls, name, dataflow, members }: ResolvedClass, faults: FaultCollector): Omit<DataflowModule, 'instance' | 'config'> {
  const namespace: unknown = dataflow?.namespace;
  const isNamespace = typeof namespace === 'string' && namespace !== '';
  if (namespace !== undefined && !isNamespace) faults.add(invalidNamespace(name, describeValue(namespace)));
  return { cls, name, prefix: isNamespace ? `${namespace}.` : '', tags: dataflow?.tags ?? {}, members };
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
