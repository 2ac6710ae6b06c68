import type { DrawnEdge, DrawnRole, DrawnScope, DrawOptions, NodeStyle } from '@millrace/core';

/** The graph of a page, as plain data. Nodes, groups and styles name each other by index. */
export interface PageGraph {
  readonly orient: NonNullable<DrawOptions['orient']>;
  /** In topological order. */
  readonly nodes: readonly PageNode[];
  readonly edges: readonly PageEdge[];
  readonly groups: Readonly<Record<Grouping, readonly PageGroup[]>>;
  /** Looks of the user's own. */
  readonly styles: readonly NodeStyle[];
}

/** What boxes stand for. */
export type Grouping = NonNullable<DrawOptions['groupBy']>;

export interface PageNode {
  readonly name: string;
  readonly role: DrawnRole;
  /** Lines below the name. */
  readonly notes: readonly string[];
  /** The config that chose this variant of it: `region = "eu"`. */
  readonly chosenBy: readonly string[];
  readonly description: string;
  /** Where its code is; empty for inputs and config that no class declares. */
  readonly place: string;
  /** The fan-outs inside whose items it runs, outermost first. */
  readonly scope: readonly string[];
  readonly tags: readonly (readonly [key: string, value: string])[];
  /** The fields of its schema, with their types. */
  readonly fields: readonly (readonly [field: string, type: string])[];
  readonly version: string;
  /** Among `styles`. */
  readonly style?: number;
  readonly isHighlighted: boolean;
}

export interface PageEdge {
  readonly from: number;
  readonly to: number;
  readonly kind: DrawnEdge['kind'];
  readonly isHighlighted: boolean;
}

/** A box around nodes and other boxes. */
export interface PageGroup {
  readonly label: string;
  readonly kind: Exclude<DrawnScope['kind'], 'root'>;
  /** The box around it; it comes before this one. */
  readonly parent?: number;
  /** Those that stand in it, and not in a box inside of it. */
  readonly nodes: readonly number[];
}

/** What of the graph is to be seen. */
export interface View {
  readonly groupBy: Grouping;
  /** The groups that are drawn as one item. */
  readonly collapsed: readonly number[];
  /** If given, only these nodes are drawn. */
  readonly only?: readonly number[];
}
