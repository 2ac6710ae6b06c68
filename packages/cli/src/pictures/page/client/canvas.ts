import { svg } from './dom';
import { shorten, type Layout, type Rectangle } from './layout';
import type { Lineage } from './lineage';
import type { PageData } from './page-data';
import type { PageGroup, View } from './page-graph';
import { outline, rounded } from './shapes';

type PlacedItem = Layout['items'][number];

/** What the canvas tells when something on it is clicked. */
export interface CanvasEvents {
  readonly onItem: (id: string) => void;
  /** The label of an open box. */
  readonly onBox: (group: number) => void;
  readonly onNothing: () => void;
}

/** The drawing itself: boxes, arrows, and what they join. */
export class Canvas {
  readonly #data: PageData;
  readonly #frame: SVGSVGElement;
  readonly #world: SVGGElement;
  readonly #events: CanvasEvents;
  #view: View;
  #items: ReadonlyMap<string, { readonly item: PlacedItem; readonly element: SVGGElement }> = new Map();
  #arrows: readonly { readonly from: string; readonly to: string; readonly element: SVGGElement }[] = [];
  #boxes: ReadonlyMap<number, Rectangle> = new Map();

  constructor(data: PageData, frame: SVGSVGElement, world: SVGGElement, events: CanvasEvents) {
    this.#data = data;
    this.#view = data.start;
    this.#frame = frame;
    this.#world = world;
    this.#events = events;
    frame.addEventListener('click', ({ target }) => {
      if (target === frame) events.onNothing();
    });
  }

  draw(layout: Layout, view: View): void {
    this.#view = view;
    const items = layout.items.map((item) => ({ item, element: this.#item(item) }));
    const arrows = layout.arrows.map((arrow) => ({ from: arrow.from, to: arrow.to, element: arrowElement(arrow) }));
    this.#items = new Map(items.map((each) => [each.item.id, each]));
    this.#arrows = arrows;
    this.#boxes = new Map(layout.boxes.map((box) => [box.group, box]));
    this.#world.replaceChildren(
      ...layout.boxes.map((box) => this.#frameOf(box)),
      ...arrows.map(({ element }) => element),
      ...layout.boxes.map((box) => this.#labelOf(box)),
      ...items.map(({ element }) => element),
    );
  }

  get items(): readonly PlacedItem[] {
    return Array.from(this.#items.values(), ({ item }) => item);
  }

  item(id: string): PlacedItem | undefined {
    return this.#items.get(id)?.item;
  }

  /** The item that stands for a node. */
  itemOf(node: number): PlacedItem | undefined {
    return this.items.find(({ nodes }) => nodes.includes(node));
  }

  box(group: number): Rectangle | undefined {
    return this.#boxes.get(group);
  }

  /** Only one item can be reached by the tab key; the arrow keys lead from there. */
  focus(id: string | undefined, takesFocus: boolean): void {
    for (const [each, { element }] of this.#items) element.setAttribute('tabindex', each === id ? '0' : '-1');
    if (takesFocus && id !== undefined) this.#items.get(id)?.element.focus({ preventScroll: true });
  }

  /** Lights the selected item and its lineage; without one, everything is as usual. */
  light(selected: string | undefined, { upstream, downstream }: Lineage): void {
    this.#frame.classList.toggle('has-selection', selected !== undefined);
    const lit = new Map<string, 'selected' | 'upstream' | 'downstream'>();
    for (const [id, { item, element }] of this.#items) {
      const isIn = (nodes: ReadonlySet<number>): boolean => item.nodes.some((node) => nodes.has(node));
      if (id === selected) lit.set(id, 'selected');
      else if (isIn(upstream)) lit.set(id, 'upstream');
      else if (isIn(downstream)) lit.set(id, 'downstream');
      mark(element, lit.get(id));
      element.setAttribute('aria-pressed', String(id === selected));
    }
    for (const { from, to, element } of this.#arrows) {
      const [before, behind] = [lit.get(from), lit.get(to)];
      if (before === 'upstream' && (behind === 'upstream' || behind === 'selected')) mark(element, 'upstream');
      else if (behind === 'downstream' && (before === 'downstream' || before === 'selected')) mark(element, 'downstream');
      else mark(element, undefined);
    }
  }

  /** Puts a ring around the items of these nodes. */
  match(nodes: ReadonlySet<number>): void {
    for (const { item, element } of this.#items.values()) {
      element.classList.toggle(
        'match',
        item.nodes.some((node) => nodes.has(node)),
      );
    }
  }

  #item(item: PlacedItem): SVGGElement {
    const element = svg(
      'g',
      {
        id: `item-${item.id}`,
        class: ['item', ...this.#classesOf(item)].join(' '),
        role: 'button',
        tabindex: -1,
        transform: `translate(${item.x} ${item.y})`,
        'aria-label': this.#describe(item),
        'aria-expanded': item.group === undefined ? undefined : 'false',
      },
      svg('title', {}, item.label),
      ...this.#outlineOf(item),
      svg('text', { x: item.width / 2, y: 21.5, class: 'name' }, shorten(item.label)),
      ...item.notes.map((note, line) => svg('text', { x: item.width / 2, y: 37 + 15 * line, class: 'note' }, shorten(note))),
    );
    element.addEventListener('click', () => this.#events.onItem(item.id));
    return element;
  }

  #classesOf({ group, nodes: [node = 0] }: PlacedItem): readonly string[] {
    if (group !== undefined) return ['group', `kind-${this.#groups[group]?.kind ?? ''}`];
    const { role = 'node', isHighlighted = false } = this.#data.nodes[node] ?? {};
    return [`role-${role}`, ...(isHighlighted ? ['on-path'] : [])];
  }

  get #groups(): readonly PageGroup[] {
    return this.#data.groups[this.#view.groupBy];
  }

  #outlineOf({ group, nodes: [node = 0], width, height }: PlacedItem): readonly SVGElement[] {
    if (group !== undefined) {
      const sheet = (by: number): SVGElement =>
        svg('path', { class: 'outline', d: rounded({ width, height }, 7), transform: `translate(${by} ${by})` });
      return [sheet(6), sheet(3), sheet(0)];
    }
    const { role = 'node', style } = this.#data.nodes[node] ?? {};
    const own = style === undefined ? undefined : this.#data.styles[style];
    const path = svg('path', {
      class: own?.fill === undefined ? 'outline' : 'outline own',
      d: outline(role, { width, height }, this.#data.orient),
    });
    if (own?.fill !== undefined) path.style.fill = own.fill;
    if (own?.stroke !== undefined) path.style.stroke = own.stroke;
    return [path];
  }

  #describe({ label, group, nodes, notes }: PlacedItem): string {
    if (group !== undefined) return `${label}, a collapsed group of ${nodes.length} nodes`;
    const role = this.#data.nodes[nodes[0] ?? 0]?.role.replace('-', ' and ') ?? '';
    return [label, role, ...notes].join(', ');
  }

  #frameOf({ group, x, y, width, height }: Layout['boxes'][number]): SVGGElement {
    const kind = this.#groups[group]?.kind ?? 'items';
    const frame = svg('rect', { class: 'frame', width, height, rx: 10 });
    frame.addEventListener('click', () => this.#events.onNothing());
    return svg('g', { class: `box kind-${kind}`, transform: `translate(${x} ${y})` }, frame);
  }

  #labelOf({ group, x, y }: Layout['boxes'][number]): SVGGElement {
    const { label = '', parent } = this.#groups[group] ?? {};
    const element = svg(
      'g',
      {
        class: parent === undefined ? 'box-label outermost' : 'box-label',
        role: 'button',
        tabindex: -1,
        transform: `translate(${x} ${y})`,
        'aria-expanded': 'true',
        'aria-label': `Collapse ${label}`,
      },
      svg('title', {}, `Collapse ${label}`),
      svg('rect', { x: 4, y: 4, width: shorten(label).length * 7.3 + 30, height: 22, rx: 5 }),
      svg('path', { class: 'chevron', d: 'M12 12.5l4 4 4-4' }),
      svg('text', { x: 26, y: 19 }, shorten(label)),
    );
    element.addEventListener('click', () => this.#events.onBox(group));
    return element;
  }
}

function arrowElement({ kind, isHighlighted, curve, head }: Layout['arrows'][number]): SVGGElement {
  return svg(
    'g',
    { class: `arrow kind-${kind}${isHighlighted ? ' on-path' : ''}` },
    svg('path', { class: 'curve', d: curve }),
    svg('path', { class: 'head', d: head }),
  );
}

function mark(element: Element, as: 'selected' | 'upstream' | 'downstream' | undefined): void {
  for (const each of ['selected', 'upstream', 'downstream'] as const) element.classList.toggle(each, each === as);
}
