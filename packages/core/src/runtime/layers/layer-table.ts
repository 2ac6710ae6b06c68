import type { Graph } from '../../graph/graph';
import type { CallSummary } from '../call-summary';
import { layersOf, type Layers, type LayerSetting } from './layers-of';
import { permitLayer } from './permit-layer';

const none: Layers = { layers: [] };

/** The layers of all nodes of a graph, made when they are first asked for. */
export class LayerTable {
  readonly #graph: Graph;
  readonly #setting: LayerSetting;
  readonly #layers = new Map<string, Layers>();

  constructor(graph: Graph, setting: LayerSetting) {
    this.#graph = graph;
    this.#setting = setting;
  }

  /** What is around the calls of a node. */
  of(name: string): Layers {
    const known = this.#layers.get(name);
    if (known !== undefined) return known;
    const node = this.#graph.get(name);
    const layers = node === undefined ? none : layersOf(node, this.#setting);
    this.#layers.set(name, layers);
    return layers;
  }

  /** What a program must know of it. */
  summaryOf(name: string): CallSummary {
    const { layers, hooks } = this.of(name);
    return {
      isLayered: layers.length > 0,
      takesPermit: layers.includes(permitLayer),
      hooks: hooks === undefined ? undefined : { tellEnds: hooks.after.length > 0, areAround: hooks.middle.length > 0 },
    };
  }
}
