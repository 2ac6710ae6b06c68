import { checkDrawOptions, styleOfNode, type DrawOptions, type NodeStyle } from './draw-options';
import { boxesIn, type BoxKind, type DrawnBox } from './drawn-boxes';
import { shownDependencies } from './drawn-edges';
import { notesOf } from './drawn-notes';
import { roleIn, type DrawnRole } from './drawn-role';
import type { EdgeKind } from './edge-kinds';
import type { GraphJson, NodeJson } from './graph-json';
import { nodesBetween } from './query';

/** A node of a drawing; the id is safe in every language, whatever the name. */
export interface DrawnNode {
  readonly id: string;
  readonly label: string;
  /** Lines below the name. */
  readonly notes: readonly string[];
  readonly role: DrawnRole;
  readonly style: NodeStyle | undefined;
  readonly isHighlighted: boolean;
}

/** The nodes of one box, and the boxes in it. */
export interface DrawnScope {
  readonly id: string;
  readonly kind: BoxKind | 'root';
  readonly label: string;
  readonly nodes: DrawnNode[];
  readonly inner: DrawnScope[];
}

/** An arrow from a node to one that depends on it. */
export interface DrawnEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  readonly isHighlighted: boolean;
}

/** A graph as boxes and arrows, before it is written in some language. */
export interface Drawing {
  readonly root: DrawnScope;
  readonly edges: readonly DrawnEdge[];
  /** Those that occur, in order of the first node. */
  readonly roles: ReadonlySet<DrawnRole>;
  /** Looks of the user's own, by label. */
  readonly styles: ReadonlyMap<string, NodeStyle>;
}

/**
 * Lays out what a drawing shows.
 *
 * @throws MillraceError `INVALID_OPTION` for options that it does not take, `INVALID_REQUEST` for a path between unknown nodes.
 */
export function drawGraph(graph: GraphJson, options: DrawOptions = {}): Drawing {
  checkDrawOptions(options);
  const isShown = shownBy(options);
  const nodes = new Map(graph.nodes.map((node) => [node.name, node]));
  const shown = graph.nodes.filter(isShown);
  const ids = new Map(shown.map(({ name }, index) => [name, `n${index}`]));
  const path = pathIn(nodes, options);
  const boxesOf = boxesIn(graph, shown, options);
  const scopes = new DrawnScopes();
  const edges: DrawnEdge[] = [];
  const roles = new Set<DrawnRole>();
  const styles = new Map<string, NodeStyle>();
  for (const node of shown) {
    const { name } = node;
    const id = ids.get(name) ?? '';
    const role = roleIn(nodes, node, isShown);
    const style = styleOfNode(options, node);
    roles.add(role);
    if (style !== undefined && !styles.has(style.label)) styles.set(style.label, style);
    scopes.at(boxesOf(node)).nodes.push({ id, label: name, notes: notesOf(node, options), role, style, isHighlighted: path.has(name) });
    for (const [dependency, kind] of shownDependencies(node, nodes, isShown)) {
      edges.push({ from: ids.get(dependency) ?? '', to: id, kind, isHighlighted: path.has(name) && path.has(dependency) });
    }
  }
  return { root: scopes.root, edges, roles, styles };
}

function pathIn(nodes: ReadonlyMap<string, NodeJson>, { highlightPath }: DrawOptions): ReadonlySet<string> {
  if (highlightPath === undefined) return new Set();
  const dependantsOf = (name: string): readonly string[] => nodes.get(name)?.dependants ?? [];
  return new Set(nodesBetween({ nodes, dependantsOf }, ...highlightPath).map(({ name }) => name));
}

/** The boxes of a drawing, made when something stands in them. */
class DrawnScopes {
  readonly root: DrawnScope = { id: 'root', kind: 'root', label: '', nodes: [], inner: [] };
  readonly #inner = new Map<DrawnScope, Map<string, DrawnScope>>();
  #count = 0;

  at(boxes: readonly DrawnBox[]): DrawnScope {
    return boxes.reduce((scope, { kind, key, label }) => {
      const known = this.#inner.get(scope) ?? new Map<string, DrawnScope>();
      this.#inner.set(scope, known);
      let inner = known.get(key);
      if (inner === undefined) {
        inner = { id: `f${this.#count++}`, kind, label, nodes: [], inner: [] };
        known.set(key, inner);
        scope.inner.push(inner);
      }
      return inner;
    }, this.root);
  }
}

function shownBy({ hideInputs = false, showIntermediate = false }: DrawOptions): (node: NodeJson) => boolean {
  return ({ roles, generated }) =>
    !(hideInputs && roles.includes('input')) && (showIntermediate || (generated !== 'raw' && generated !== 'validator'));
}
