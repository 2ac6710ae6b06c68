import type { Graph } from '../../graph/graph';
import { layersOf, type LayerSetting } from './layers-of';
import type { Layer } from './node-call';
import { permitLayer } from './permit-layer';

const none: readonly Layer[] = [];

/** The layers of all nodes of a graph, made when they are first asked for. */
export class LayerTable {
  readonly #graph: Graph;
  readonly #setting: LayerSetting;
  readonly #layers = new Map<string, readonly Layer[]>();

  constructor(graph: Graph, setting: LayerSetting) {
    this.#graph = graph;
    this.#setting = setting;
  }

  /** What is around the calls of a node, outermost first. */
  of(name: string): readonly Layer[] {
    const known = this.#layers.get(name);
    if (known !== undefined) return known;
    const node = this.#graph.get(name);
    const layers = node === undefined ? none : layersOf(node, this.#setting);
    this.#layers.set(name, layers);
    return layers;
  }

  /** How many there are, and whether they see to the permit of the call. */
  summaryOf(name: string): { readonly count: number; readonly takePermit: boolean } {
    const layers = this.of(name);
    return { count: layers.length, takePermit: layers.includes(permitLayer) };
  }
}
