import type { Fault } from '../errors/fault';
import type { CollectorUses } from './link';
import type { NameSpace } from './resolve-reference';
import type { MethodVertex, Vertex } from './vertex';

/** How a dependency is taken: as it is, gathered, gathered with failures, or only its item's key. */
export type Taking = 'plain' | 'gathered' | 'settled' | 'keys';

/** What is noted while one method is linked. */
export class LinkNotes implements CollectorUses {
  readonly dependencies: number[] = [];
  readonly gathered: number[] = [];
  readonly plain: number[] = [];
  readonly settled: number[] = [];
  readonly keys: number[] = [];
  readonly vertex: MethodVertex;
  readonly space: NameSpace;
  readonly #lastUse: number[];
  #isComplete = true;

  /** `lastUse` is shared by all methods: it holds, by id, the last method that used a node, which spares a set for each method. */
  constructor(vertex: MethodVertex, space: NameSpace, lastUse: number[]) {
    this.vertex = vertex;
    this.space = space;
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
    if (taking === 'plain') this.plain.push(vertex.id);
    else this.gathered.push(vertex.id);
    if (taking === 'settled') this.settled.push(vertex.id);
    if (taking === 'keys') this.keys.push(vertex.id);
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
