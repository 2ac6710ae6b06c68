import type { Layout } from './layout';
import type { PageGraph, View } from './page-graph';

/** All that the page shows, as plain data: it is written into the page. */
export interface PageData extends PageGraph {
  readonly title: string;
  readonly version: string;
  readonly hasLegend: boolean;
  readonly start: View;
  /** Of the view at the start, so that the page need not lay it out. */
  readonly startLayout: Layout;
}
