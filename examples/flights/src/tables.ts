import Table from 'cli-table3';

import type { FlightReport } from './dataflow';

type Cell = string | number;

/** Writes the report for people: rounded figures, a table for each list. */
export function formatTables(report: FlightReport): string {
  const { totalFlights, overallMeanDelay, delayRanking, longHaul, worstRoutes, outliers, selectedMetrics } = report;
  return [
    `${totalFlights.toLocaleString('en')} flights, mean delay ${minutes(overallMeanDelay)} min`,
    section(
      'Most delayed airports (at least 100 flights)',
      ['origin', 'flights', 'mean delay', '90th percentile'],
      delayRanking.map(({ origin, flights, meanDelay, p90Delay }) => [origin, flights, minutes(meanDelay), p90Delay]),
    ),
    section(
      'Longest flights (at least 100 flights)',
      ['origin', 'mean miles'],
      longHaul.map(({ origin, meanDistance }) => [origin, meanDistance.toFixed(0)]),
    ),
    section(
      "Worst of the airports' worst routes (at least 10 flights)",
      ['origin', 'destination', 'mean delay', 'flights'],
      worstRoutes.map(({ origin, destination, meanDelay, flights }) => [origin, destination, minutes(meanDelay), flights]),
    ),
    section(
      'Outliers (mean delay, two standard deviations or more from that of the airports)',
      ['origin', 'z'],
      outliers.map(({ origin, z }) => [origin, z.toFixed(2)]),
    ),
    section(
      `Metrics chosen by the config (first 5 of ${selectedMetrics.length} airports)`,
      ['origin', 'values'],
      selectedMetrics.slice(0, 5).map(({ origin, values }) => [origin, values.map((value) => value.toFixed(1)).join('  ')]),
    ),
  ].join('\n\n');
}

function section(title: string, head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const table = new Table({
    head: [...head],
    colAligns: head.map((_, column) => (isFigures(rows[0]?.[column]) ? 'right' : 'left')),
    style: { head: [], border: [], compact: true },
  });
  table.push(...rows.map((row) => [...row]));
  return `${title}\n${table.toString()}`;
}

function isFigures(cell: Cell | undefined): boolean {
  return /^[-\d. ]+$/.test(String(cell));
}

function minutes(delay: number): string {
  return delay.toFixed(1);
}
