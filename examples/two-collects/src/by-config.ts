import { collect, configuration, group, inject, node, resolve, ResolveAt, source, type Collect } from '@millrace/core';

import { RegionMetrics } from './region-metrics';

/** The figures of one region, in the order of the config's `metricNames`. */
export type Row = readonly number[];

/**
 * The other older way: the config says which metrics each region hands over, and one collector gathers them as rows.
 * Still the right tool where the metrics are not known when the class is written; the price is that columns are found by name at run time.
 */
export class ByConfigForm extends RegionMetrics {
  @resolve({
    when: ResolveAt.CONFIG_AVAILABLE,
    decorateWith: ({ metricNames }: { metricNames: string[] }) =>
      inject({ metrics: group(...metricNames.map((name) => source<number>(name))) }),
  })
  @node(source<number[]>('metrics'))
  row(metrics: number[]): Row {
    return metrics;
  }

  @collect('row')
  rows(rows: Collect<Row>): readonly Row[] {
    return rows;
  }

  @node('rows', configuration<string[]>('metricNames'))
  totalRevenue(rows: readonly Row[], metricNames: string[]): number {
    return columnOf('revenue', rows, metricNames).reduce((total, revenue) => total + revenue, 0);
  }

  @node('rows', configuration<string[]>('metricNames'))
  worstReturnRate(rows: readonly Row[], metricNames: string[]): number {
    return Math.max(...columnOf('returnRate', rows, metricNames));
  }
}

function columnOf(metric: string, rows: readonly Row[], metricNames: readonly string[]): number[] {
  const column = metricNames.indexOf(metric);
  if (column === -1) throw new Error(`"${metric}" is not among the config's metricNames (${metricNames.join(', ')}): add it there.`);
  return rows.map((row) => row[column] ?? NaN);
}
