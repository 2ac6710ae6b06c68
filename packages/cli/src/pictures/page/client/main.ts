import { Camera, READABLE } from './camera';
import { Canvas } from './canvas';
import { describeSelection } from './details';
import { byId } from './dom';
import { Explorer, type Attention, type Selection } from './explorer';
import { graphvizWorker } from './graphviz-worker';
import { startKeyboard } from './keyboard';
import { layOut, type Layout, type Rectangle } from './layout';
import { drawLegend } from './legend';
import type { Lineage } from './lineage';
import { nextItem, type Direction } from './next-item';
import type { PageData } from './page-data';
import type { View } from './page-graph';
import { startSearch } from './search';
import { startTheme } from './theme';

const data = JSON.parse(byId('data', HTMLScriptElement).text) as PageData;
const frame = byId('canvas', SVGSVGElement);
const panel = byId('panel', HTMLElement);
const help = byId('help', HTMLDialogElement);
const only = byId('only', HTMLElement);
const status = byId('status', HTMLElement);
const grouping = byId('grouping', HTMLSelectElement);
const busy = byId('busy', HTMLElement);

const camera = new Camera(frame, byId('world', SVGGElement));
const canvas = new Canvas(data, frame, byId('world', SVGGElement), {
  onItem: (id) => pick(id),
  onBox: (group) => void explorer.toggle(group),
  onNothing: () => explorer.select(undefined),
});
const graphviz = graphvizWorker();
const explorer = new Explorer(data, (view) => layOut(graphviz, data, view), {
  onView: showView,
  onSelect: showSelection,
  onBusy: (isBusy) => busy.classList.toggle('shown', isBusy),
  onFailure: (error) => (status.textContent = `This could not be laid out: ${error instanceof Error ? error.message : String(error)}`),
});
/** By how much the picture moves, so that one looks in this direction. */
const steps: Readonly<Record<Direction, readonly [x: number, y: number]>> = { left: [80, 0], right: [-80, 0], up: [0, 80], down: [0, -80] };
let current: Layout = data.startLayout;

showHead();
startTheme();
listen();
explorer.start();
camera.fit(whole(), false);
followAddress();
document.documentElement.dataset['ready'] = 'true';

function showHead(): void {
  byId('title', HTMLElement).textContent = data.title;
  byId('legend', HTMLElement).hidden = !data.hasLegend;
  const groups = data.groups.scope.length + data.groups.module.length;
  byId('summary', HTMLElement).textContent = `${data.nodes.length} nodes · ${data.edges.length} dependencies · version ${data.version}`;
  for (const id of ['open-all', 'collapse-all']) byId(id, HTMLButtonElement).hidden = groups === 0;
}

function showView(layout: Layout, view: View, attention: Attention): void {
  current = layout;
  canvas.draw(layout, view);
  drawLegend(data, layout, view);
  canvas.focus(focused() ?? layout.items[0]?.id, false);
  grouping.value = view.groupBy;
  only.hidden = view.only === undefined;
  if (attention === 'all') showAll(view);
  else if (attention === 'selection') revealSelection();
  else reveal(canvas.box(attention.group) ?? canvas.item(`g${attention.group}`));
}

function showSelection(selection: Selection | undefined, lineage: Lineage, isNew: boolean): void {
  const item = focused();
  canvas.light(item, lineage);
  document.body.classList.toggle('has-panel', selection !== undefined);
  panel.replaceChildren(...(selection === undefined ? [] : describeSelection(data, explorer, selection, lineage)));
  if (selection === undefined) {
    status.textContent = '';
    history.replaceState(null, '', location.pathname + location.search);
    return;
  }
  canvas.focus(item, document.activeElement === document.body || frame.contains(document.activeElement));
  if (isNew) {
    panel.scrollTop = 0;
    revealSelection();
  }
  status.textContent = `${canvas.item(item ?? '')?.label ?? ''}: ${lineage.upstream.size} upstream, ${lineage.downstream.size} downstream`;
  if ('node' in selection) history.replaceState(null, '', `#${encodeURIComponent(data.nodes[selection.node]?.name ?? '')}`);
}

/** All of a view; but of a lineage that is too long to be read, the part around what is selected. */
function showAll({ only: lineage }: View): void {
  const scale = camera.fit(whole());
  const selected = canvas.item(focused() ?? '');
  if (lineage !== undefined && scale < READABLE && selected !== undefined) camera.closeUp(selected);
}

/** The item of what is selected. */
function focused(): string | undefined {
  const { selection } = explorer;
  if (selection === undefined) return undefined;
  return 'node' in selection ? canvas.itemOf(selection.node)?.id : `g${selection.group}`;
}

/** A click opens a collapsed group, and selects a node. */
function pick(id: string): void {
  const item = canvas.item(id);
  if (item?.group !== undefined) void explorer.toggle(item.group);
  else selectItem(id);
}

function selectItem(id: string): void {
  const item = canvas.item(id);
  if (item === undefined) return;
  const [node = 0] = item.nodes;
  explorer.select(item.group === undefined ? { node } : { group: item.group });
}

function move(direction: Direction): void {
  const from = focused() ?? current.items[0]?.id;
  if (from === undefined) return;
  const to = explorer.selection === undefined ? from : nextItem(canvas.items, current.arrows, from, direction);
  if (to === undefined) return;
  selectItem(to);
  canvas.focus(to, true);
}

function listen(): void {
  startSearch(data, {
    onFound: (nodes) => canvas.match(new Set(nodes)),
    onChosen: (node) => void explorer.reveal(node),
  });
  startKeyboard({
    move,
    pan: (direction) => camera.panBy(...steps[direction]),
    open: () => {
      if (explorer.selection !== undefined && 'group' in explorer.selection) void explorer.toggle(explorer.selection.group);
    },
    zoom: (factor) => camera.zoomBy(factor),
    fit: () => camera.fit(whole()),
    search: () => byId('search', HTMLInputElement).focus(),
    lineage: () => void explorer.toggleLineage(),
    openAll: () => void explorer.openAll(),
    collapseAll: () => void explorer.collapseAll(),
    help: () => help.showModal(),
    leave: () => explorer.select(undefined),
  });
  onClick('zoom-in', () => camera.zoomBy(1.25));
  onClick('zoom-out', () => camera.zoomBy(0.8));
  onClick('fit', () => camera.fit(whole()));
  onClick('open-all', () => void explorer.openAll());
  onClick('collapse-all', () => void explorer.collapseAll());
  onClick('show-help', () => help.showModal());
  onClick('show-everything', () => void explorer.toggleLineage());
  grouping.addEventListener('change', () => void explorer.groupBy(grouping.value === 'module' ? 'module' : 'scope'));
  addEventListener('hashchange', followAddress);
}

/** A link to the page may name a node behind `#`. */
function followAddress(): void {
  const node = data.nodes.findIndex(({ name }) => `#${encodeURIComponent(name)}` === location.hash);
  if (node >= 0) void explorer.reveal(node);
}

function onClick(id: string, action: () => void): void {
  byId(id, HTMLButtonElement).addEventListener('click', action);
}

function revealSelection(): void {
  reveal(canvas.item(focused() ?? ''));
}

function reveal(area: Rectangle | undefined): void {
  if (area !== undefined) camera.reveal(area);
}

function whole(): Rectangle {
  return { x: 0, y: 0, width: current.width, height: current.height };
}
