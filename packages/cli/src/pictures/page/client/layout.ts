import type { PageGraph, View } from './page-graph';
import { visibleGraph, type Arrow, type Box, type Item } from './visible-graph';

/** Where everything stands, in pixels from the upper left corner. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly items: readonly (Item & Rectangle)[];
  /** Outer ones first. */
  readonly boxes: readonly (Rectangle & { readonly group: number })[];
  readonly arrows: readonly (Arrow & { readonly curve: string; readonly head: string })[];
}

/** By its upper left corner. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Graphviz: takes a graph, and writes it with positions, as its format `json0` says. */
export type Graphviz = (graph: GraphvizGraph) => string | Promise<string>;

export interface GraphvizGraph {
  readonly graphAttributes: Attributes;
  readonly nodeAttributes: Attributes;
  readonly edgeAttributes: Attributes;
  readonly nodes: { name: string; attributes: Attributes }[];
  readonly edges: { tail: string; head: string; attributes: Attributes }[];
  readonly subgraphs: Subgraph[];
}

interface Subgraph {
  readonly name: string;
  readonly graphAttributes: Attributes;
  readonly nodes: { name: string }[];
  readonly subgraphs: Subgraph[];
}

type Attributes = Record<string, string | number>;

/** What Graphviz writes; edges come in the order in which they were given. */
interface Placed {
  readonly bb: string;
  readonly objects?: readonly { readonly name: string; readonly pos?: string; readonly bb?: string }[];
  readonly edges?: readonly { readonly pos: string }[];
}

/** Names are set in a fixed-width font, so that their width is known before they are drawn. */
const text = { size: 13, charWidth: 7.83, noteSize: 11, noteCharWidth: 6.63, longest: 36 };

const PIXELS_PER_INCH = 72;
const BOX_LABEL_SIZE = 15;

/** Lays out what a view draws. */
export async function layOut(graphviz: Graphviz, data: PageGraph, view: View): Promise<Layout> {
  const { items, arrows, boxes } = visibleGraph(data, view);
  const sizes = new Map(items.map((item) => [item.id, sizeOf(item)]));
  const placed = JSON.parse(
    await graphviz({
      graphAttributes: { rankdir: data.orient, nodesep: 0.2, ranksep: 0.5, pad: 0 },
      nodeAttributes: { shape: 'box', fixedsize: 'true', label: '' },
      edgeAttributes: { arrowsize: 0.7 },
      nodes: items.map(({ id }) => ({ name: id, attributes: inInches(sizes.get(id)) })),
      edges: arrows.map(({ from, to, kind }) => ({ tail: from, head: to, attributes: { weight: kind === 'optional' ? 1 : 2 } })),
      subgraphs: boxes.map((box) => subgraph(data, view, box)),
    }),
  ) as Placed;
  const [left = 0, bottom = 0, right = 0, top = 0] = numbers(placed.bb);
  const at = new Map((placed.objects ?? []).map((each) => [each.name, each]));
  const flip = { x: (x: number) => round(x - left), y: (y: number) => round(top - y) };
  return {
    width: round(right - left),
    height: round(top - bottom),
    items: items.map((item) => {
      const [x = 0, y = 0] = numbers(at.get(item.id)?.pos ?? '');
      const { width, height } = sizes.get(item.id) ?? sizeOf(item);
      return { ...item, x: round(flip.x(x) - width / 2), y: round(flip.y(y) - height / 2), width, height };
    }),
    boxes: groupsIn(boxes).map((group) => {
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = numbers(at.get(`cluster_${group}`)?.bb ?? '');
      return { group, x: flip.x(x1), y: flip.y(y2), width: round(x2 - x1), height: round(y2 - y1) };
    }),
    arrows: arrows.map((arrow, index) => ({ ...arrow, ...curveOf(placed.edges?.[index]?.pos ?? '', flip) })),
  };
}

/** A text that is too long for a node. */
export function shorten(label: string): string {
  return label.length > text.longest ? `${label.slice(0, text.longest - 1)}…` : label;
}

function sizeOf({ label, notes }: Item): { width: number; height: number } {
  const widest = Math.max(shorten(label).length * text.charWidth, ...notes.map((note) => shorten(note).length * text.noteCharWidth));
  return { width: Math.round(widest) + 36, height: 34 + notes.length * 15 };
}

function inInches(size: { width: number; height: number } = { width: 0, height: 0 }): Attributes {
  return { width: size.width / PIXELS_PER_INCH, height: size.height / PIXELS_PER_INCH };
}

/** Graphviz keeps space for the label of a box; the page writes it itself. */
function subgraph(data: Pick<PageGraph, 'groups'>, view: View, { group, items, inner }: Box): Subgraph {
  const label = data.groups[view.groupBy][group]?.label ?? '';
  return {
    name: `cluster_${group}`,
    graphAttributes: { label: shorten(label), labeljust: 'l', fontname: 'Courier', fontsize: BOX_LABEL_SIZE, margin: 14 },
    nodes: items.map(named),
    subgraphs: inner.map((box) => subgraph(data, view, box)),
  };
}

function named(name: string): { name: string } {
  return { name };
}

function groupsIn(boxes: readonly Box[]): number[] {
  return boxes.flatMap(({ group, inner }) => [group, ...groupsIn(inner)]);
}

/** Graphviz writes the tip of the arrow, if the curve begins or ends with one, and then the points of Bézier curves: `e,9,9 0,0 1,1 2,2 3,3`. */
function curveOf(pos: string, flip: { x(x: number): number; y(y: number): number }): { curve: string; head: string } {
  const points: (readonly [x: number, y: number])[] = [];
  let tip: readonly [x: number, y: number] | undefined;
  for (const part of pos.split(' ').filter((each) => each !== '')) {
    const [x = 0, y = 0] = numbers(part.replace(/^[es],/, ''));
    const point = [flip.x(x), flip.y(y)] as const;
    if (part.startsWith('e,')) tip = point;
    else points.push(point);
  }
  const [start, ...rest] = points.map((point) => point.join(' '));
  const end = points.at(-1);
  if (start === undefined || end === undefined || tip === undefined) return { curve: '', head: '' };
  return { curve: `M${start}C${rest.join(' ')}`, head: headAt(end, tip) };
}

/** A triangle from the end of the curve to the tip. */
function headAt([x, y]: readonly [number, number], [tipX, tipY]: readonly [number, number]): string {
  const across = [(tipY - y) * 0.45, (x - tipX) * 0.45] as const;
  const left = [round(x + across[0]), round(y + across[1])];
  const right = [round(x - across[0]), round(y - across[1])];
  return `M${left.join(' ')}L${tipX} ${tipY}L${right.join(' ')}Z`;
}

function numbers(list: string): number[] {
  return list.split(',').map(Number);
}

/** Tenths of a pixel are enough, and keep the page small. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}
