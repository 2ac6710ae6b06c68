import { Driver, settings } from '@millrace/core';

import { FlightMetrics } from './flight-metrics';

/** What the command asks for, in the order in which it is printed. */
export const outputNames = [
  'totalFlights',
  'overallMeanDelay',
  'delayRanking',
  'longHaul',
  'worstRoutes',
  'outliers',
  'selectedMetrics',
] as const;

/** The driver of the flights; `metricNames` are nodes inside `airport` that `selectedMetrics` gathers. */
export function createFlightsDriver(metricNames: readonly string[] = ['meanDelay', 'p90Delay']) {
  return new Driver({
    modules: [FlightMetrics],
    config: { [settings.ENABLE_POWER_USER_MODE]: true, metricNames },
  });
}

/** The figures, by name. */
export type FlightReport = Awaited<ReturnType<typeof computeFlightReport>>;

/** Reads the flights and computes all figures in one run. */
export function computeFlightReport() {
  return createFlightsDriver().execute(outputNames);
}
