import type { Fault } from '../errors/fault';
import type { CollectorUses } from './link';
import type { NameSpace } from './resolve-reference';
import type { MethodVertex, Vertex } from './vertex';

/** How a dependency is taken: as it is, gathered, gathered with failures, or only its item's key. */
export type Taking = 'plain' | 'gathered' | 'settled' | 'keys';

/** How a collector takes what it depends on, while that is being found out. */
interface NotedUses extends CollectorUses {
  readonly gathered: number[];
  readonly plain: number[];
  readonly settled: number[];
  readonly keys: number[];
}

/** What is noted while one method is linked. */
export class LinkNotes {
  readonly dependencies: number[] = [];
  /** Only for collectors. */
  readonly uses: NotedUses | undefined;
  readonly vertex: MethodVertex;
  readonly space: NameSpace;
  readonly #lastUse: number[];
  #isComplete = true;

  /** `lastUse` is shared by all methods: it holds, by id, the last method that used a node, which spares a set for each method. */
  constructor(vertex: MethodVertex, space: NameSpace, lastUse: number[]) {
    this.vertex = vertex;
    this.space = space;
    this.uses = vertex.definition.roles.includes('collect') ? { gathered: [], plain: [], settled: [], keys: [] } : undefined;
    this.#lastUse = lastUse;
  }

  get place(): string {
    return this.vertex.place;
  }

  get isComplete(): boolean {
    return this.#isComplete;
  }

  depend({ id }: Vertex): void {
    if (this.#lastUse[id] === this.vertex.id) return;
    this.#lastUse[id] = this.vertex.id;
    this.dependencies.push(id);
  }

  take(vertex: Vertex, taking: Taking): void {
    this.depend(vertex);
    if (this.uses === undefined) return;
    (taking === 'plain' ? this.uses.plain : this.uses.gathered).push(vertex.id);
    if (taking === 'settled') this.uses.settled.push(vertex.id);
    if (taking === 'keys') this.uses.keys.push(vertex.id);
  }

  refuse(fault: Fault): void {
    this.space.faults.add(fault);
    this.#isComplete = false;
  }

  /** A dependency was not found; the fault was recorded where it was looked for. */
  miss(): void {
    this.#isComplete = false;
  }
}
