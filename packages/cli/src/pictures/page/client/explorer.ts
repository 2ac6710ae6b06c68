import type { Layout } from './layout';
import { lineageOf, type Lineage } from './lineage';
import type { PageData } from './page-data';
import type { Grouping, View } from './page-graph';
import { groupsAround, nodesOf } from './visible-graph';

/** What was picked: a node, or a collapsed group. */
export type Selection = { readonly node: number } | { readonly group: number };

/** What follows a change. */
export interface ExplorerEvents {
  /** A view was laid out. What is to be seen of it: all, a group that was opened or collapsed, or what is selected. */
  readonly onView: (layout: Layout, view: View, attention: Attention) => void;
  /** Something else was selected (`isNew`), or what is selected is now in another view. */
  readonly onSelect: (selection: Selection | undefined, lineage: Lineage, isNew: boolean) => void;
  readonly onBusy: (isBusy: boolean) => void;
  readonly onFailure: (error: unknown) => void;
}

export type Attention = 'all' | 'selection' | { readonly group: number };

/** Above this many nodes a lineage is shown with the groups that were collapsed before. */
const OPENED_AT_ONCE = 120;

/** What is shown and what is selected, and how this changes. */
export class Explorer {
  readonly #data: PageData;
  readonly #layOut: (view: View) => Promise<Layout>;
  readonly #events: ExplorerEvents;
  #view: View;
  #selection: Selection | undefined;
  #changes = 0;

  constructor(data: PageData, layOut: (view: View) => Promise<Layout>, events: ExplorerEvents) {
    this.#data = data;
    this.#layOut = layOut;
    this.#events = events;
    this.#view = data.start;
  }

  get view(): View {
    return this.#view;
  }

  get selection(): Selection | undefined {
    return this.#selection;
  }

  get groups(): PageData['groups'][Grouping] {
    return this.#data.groups[this.#view.groupBy];
  }

  /** Shows the view at the start, which is laid out already. */
  start(): void {
    this.#events.onView(this.#data.startLayout, this.#view, 'all');
  }

  select(selection: Selection | undefined): void {
    this.#selection = selection;
    this.#tellSelection(true);
  }

  /** Selects a node, and brings it to light wherever it is. */
  async reveal(node: number): Promise<void> {
    const around = new Set(groupsAround(this.groups, node));
    const { only, collapsed, ...view } = this.#view;
    const opened = collapsed.filter((group) => !around.has(group));
    const isLeftOut = only !== undefined && !only.includes(node);
    this.select({ node });
    if (opened.length === collapsed.length && !isLeftOut) return;
    await this.#show({ ...view, collapsed: opened, ...(only !== undefined && !isLeftOut && { only }) }, 'selection');
  }

  /** Opens a group that is collapsed, or collapses it. */
  async toggle(group: number): Promise<void> {
    const isCollapsed = this.#view.collapsed.includes(group);
    const collapsed = isCollapsed ? this.#view.collapsed.filter((each) => each !== group) : [...this.#view.collapsed, group];
    if (isCollapsed && this.#selection !== undefined && 'group' in this.#selection) this.select(undefined);
    await this.#show({ ...this.#view, collapsed }, { group });
  }

  async openAll(): Promise<void> {
    await this.#show({ ...this.#view, collapsed: [] }, 'all');
  }

  async collapseAll(): Promise<void> {
    await this.#show({ ...this.#view, collapsed: [...this.groups.keys()] }, 'all');
  }

  /** Takes other boxes; all of them open, or all collapsed, as most were before. */
  async groupBy(groupBy: Grouping): Promise<void> {
    if (groupBy === this.#view.groupBy) return;
    const groups = this.#data.groups[groupBy];
    const isMostlyOpen = this.#view.collapsed.length * 2 <= this.groups.length;
    if (this.#selection !== undefined && 'group' in this.#selection) this.select(undefined);
    await this.#show({ ...this.#view, groupBy, collapsed: isMostlyOpen ? [] : [...groups.keys()] }, 'all');
  }

  /** Leaves out all that is not before or behind what is selected; called again, shows everything. */
  async toggleLineage(): Promise<void> {
    const { only, ...view } = this.#view;
    const selected = this.#selectedNodes();
    if (only !== undefined) return this.#show(view, selected.length === 0 ? 'all' : 'selection');
    if (selected.length === 0) return;
    const { upstream, downstream } = lineageOf(this.#data.edges, selected);
    const nodes = [...selected, ...upstream, ...downstream].sort((a, b) => a - b);
    return this.#show({ ...view, collapsed: nodes.length <= OPENED_AT_ONCE ? [] : view.collapsed, only: nodes }, 'all');
  }

  #selectedNodes(): readonly number[] {
    if (this.#selection === undefined) return [];
    return 'node' in this.#selection ? [this.#selection.node] : nodesOf(this.groups, this.#selection.group);
  }

  #tellSelection(isNew: boolean): void {
    this.#events.onSelect(this.#selection, lineageOf(this.#data.edges, this.#selectedNodes()), isNew);
  }

  /** What was asked for last is shown, whatever is laid out first. */
  async #show(view: View, attention: Attention): Promise<void> {
    const change = ++this.#changes;
    const before = this.#view;
    this.#view = view;
    this.#events.onBusy(true);
    try {
      const layout = await this.#layOut(view);
      if (change !== this.#changes) return;
      this.#events.onView(layout, view, attention);
      this.#tellSelection(false);
    } catch (error) {
      if (change !== this.#changes) return;
      this.#view = before;
      this.#events.onFailure(error);
    } finally {
      if (change === this.#changes) this.#events.onBusy(false);
    }
  }
}
