import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { Flight } from './flight';

interface Airport {
  readonly delays: number[];
  miles: number;
  readonly routes: Map<string, { delay: number; flights: number }>;
}

/** The figures of the report by loops, without the framework and without the functions of the example: what its test compares with. */
export function computePlainReport() {
  const file = path.join(path.dirname(require.resolve('vega-datasets')), '../data/flights-20k.json');
  const flights = JSON.parse(readFileSync(file, 'utf8')) as Flight[];

  const sums = new Map<string, Airport>();
  for (const { origin, destination, delay, distance } of flights) {
    const airport: Airport = sums.get(origin) ?? { delays: [], miles: 0, routes: new Map() };
    const route = airport.routes.get(destination) ?? { delay: 0, flights: 0 };
    sums.set(origin, airport);
    airport.routes.set(destination, { delay: route.delay + delay, flights: route.flights + 1 });
    airport.delays.push(delay);
    airport.miles += distance;
  }

  const airports = [...sums.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([origin, { delays, miles, routes }]) => {
      const count = delays.length;
      delays.sort((a, b) => a - b);
      let worst: { destination: string; meanDelay: number; flights: number } | undefined;
      for (const [destination, { delay, flights }] of [...routes.entries()].sort(([a], [b]) => (a < b ? -1 : 1))) {
        if (flights >= 10 && (worst === undefined || delay / flights > worst.meanDelay))
          worst = { destination, meanDelay: delay / flights, flights };
      }
      const totalDelay = delays.reduce((a, b) => a + b);
      return {
        origin,
        count,
        worst,
        meanDelay: totalDelay / count,
        p90Delay: delays[Math.ceil(0.9 * count - 1e-9) - 1] ?? NaN,
        meanDistance: miles / count,
      };
    });

  const busy = airports.filter(({ count }) => count >= 100);
  const center = busy.reduce((total, { meanDelay }) => total + meanDelay, 0) / busy.length;
  const squares = busy.reduce((total, { meanDelay }) => total + meanDelay * meanDelay, 0) / busy.length;
  const deviation = Math.sqrt(squares - center * center);

  return {
    totalFlights: flights.length,
    overallMeanDelay: flights.reduce((total, { delay }) => total + delay, 0) / flights.length,
    delayRanking: [...busy]
      .sort((a, b) => b.meanDelay - a.meanDelay || (a.origin < b.origin ? -1 : 1))
      .slice(0, 10)
      .map(({ origin, count, meanDelay, p90Delay }) => ({ origin, flights: count, meanDelay, p90Delay })),
    longHaul: [...busy]
      .sort((a, b) => b.meanDistance - a.meanDistance || (a.origin < b.origin ? -1 : 1))
      .slice(0, 5)
      .map(({ origin, meanDistance }) => ({ origin, meanDistance })),
    worstRoutes: airports
      .flatMap(({ origin, worst }) => (worst ? [{ origin, ...worst }] : []))
      .sort((a, b) => b.meanDelay - a.meanDelay || (a.origin < b.origin ? -1 : 1))
      .slice(0, 5),
    outliers: busy
      .map(({ origin, meanDelay }) => ({ origin, z: (meanDelay - center) / deviation }))
      .filter(({ z }) => Math.abs(z) >= 2)
      .sort((a, b) => b.z - a.z),
    selectedMetrics: airports.map(({ origin, meanDelay, p90Delay }) => ({ origin, values: [meanDelay, p90Delay] })),
  };
}
