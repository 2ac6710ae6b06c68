import type { Graph } from '../../graph/graph';
import { layersOf } from './layers-of';
import type { Layer } from './node-call';

const none: readonly Layer[] = [];

/** The layers of all nodes of a graph, made when they are first asked for. */
export class LayerTable {
  readonly #graph: Graph;
  readonly #layers = new Map<string, readonly Layer[]>();

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  /** What is around the calls of a node, outermost first. */
  of(name: string): readonly Layer[] {
    const known = this.#layers.get(name);
    if (known !== undefined) return known;
    const node = this.#graph.get(name);
    const layers = node === undefined ? none : layersOf(node);
    this.#layers.set(name, layers);
    return layers;
  }
}
