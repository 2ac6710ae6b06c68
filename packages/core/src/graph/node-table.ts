import type { FaultCollector } from '../errors/fault-collector';
import { reservedName } from '../errors/method-faults';
import { isReservedName } from './node-name';
import type { Vertex } from './vertex';

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

  /** The node that has the first of these names that there is. */
  find(names: Iterable<string>): Vertex | undefined {
    for (const name of names) {
      const vertex = this.#byName.get(name);
      if (vertex !== undefined) return vertex;
    }
    return undefined;
  }

  at(id: number): Vertex | undefined {
    return this.#vertices[id];
  }

  /** The id for a node of this name: that of the node which has it, or a new one. */
  idFor(name: string): number {
    return this.#byName.get(name)?.id ?? this.#vertices.length;
  }

  /** Adds a node, or puts it in the place of the one that has its name and id. */
  put(vertex: Vertex): Vertex {
    this.#vertices[vertex.id] = vertex;
    this.#byName.set(vertex.name, vertex);
    return vertex;
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
    return this.put({
      id: this.#vertices.length,
      kind,
      name,
      place: name,
      moduleName: '',
      description: '',
      input: noInputOptions,
      isSound: true,
    });
  }
}
