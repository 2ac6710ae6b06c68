import type { FaultCollector } from '../errors/fault-collector';
import { reservedName } from '../errors/method-faults';
import { isReservedName } from './node-name';
import type { MethodVertex, ValueVertex, Vertex } from './vertex';

const noInputOptions = { schema: undefined, default: undefined };

/** All nodes of a graph by name and by id while it is being built. */
export class NodeTable {
  readonly #vertices: Vertex[] = [];
  readonly #byName = new Map<string, Vertex>();
  readonly #config: Readonly<Record<string, unknown>>;

  constructor(config: Readonly<Record<string, unknown>>) {
    this.#config = config;
  }

  get vertices(): readonly Vertex[] {
    return this.#vertices;
  }

  get names(): Iterable<string> {
    return this.#byName.keys();
  }

  get(name: string): Vertex | undefined {
    return this.#byName.get(name);
  }

  at(id: number): Vertex | undefined {
    return this.#vertices[id];
  }

  /** Adds a node, or puts it in the place of the one that has its name. */
  put(vertex: Omit<MethodVertex, 'id'> | Omit<ValueVertex, 'id'>): Vertex {
    const id = this.#byName.get(vertex.name)?.id ?? this.#vertices.length;
    const added = { ...vertex, id };
    this.#vertices[id] = added;
    this.#byName.set(added.name, added);
    return added;
  }

  hasConfig(name: string): boolean {
    return Object.hasOwn(this.#config, name);
  }

  /** The node of a name that no method and no declared input gives: the config key, else an input. */
  external(name: string, at: string, faults: FaultCollector): Vertex {
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    if (isReservedName(name)) faults.add(reservedName(at, name));
    const kind = this.hasConfig(name) ? 'config' : 'input';
    return this.put({ kind, name, place: name, moduleName: '', description: '', input: noInputOptions, isSound: true });
  }
}
