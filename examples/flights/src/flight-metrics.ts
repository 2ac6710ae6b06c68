import {
  collect,
  dataflow,
  fold,
  group,
  inject,
  keys,
  node,
  parallelizable,
  reducers,
  resolve,
  ResolveAt,
  source,
  type Collect,
} from '@millrace/core';

import type {
  AirportDelay,
  AirportDistance,
  AirportValues,
  DelayDistribution,
  FlightsOf,
  Outlier,
  RouteDelay,
  WorstRoute,
} from './figures';
import type { Flight } from './flight';
import { FlightRepository } from './flight-repository';
import { groupByCode, largest } from './ordering';
import { mean, percentile, standardDeviation } from './statistics';
import { weightedMean } from './weighted-mean';

/** Airports with fewer flights are in no ranking. */
const FLIGHTS_TO_RANK_AIRPORT = 100;
/** Routes with fewer flights are never the worst one. */
const FLIGHTS_TO_RANK_ROUTE = 10;

/** Delays and distances, by airport and by route. Delays are in minutes, distances in miles. */
@dataflow()
export class FlightMetrics {
  constructor(private readonly repository: FlightRepository) {}

  @node()
  flights(): Promise<readonly Flight[]> {
    return this.repository.all();
  }

  // ---- Each airport, sorted by code

  @parallelizable('flights', { key: (airport) => airport.code })
  *airport(flights: readonly Flight[]): Generator<FlightsOf> {
    for (const [code, ofAirport] of groupByCode(flights, ({ origin }) => origin)) yield { code, flights: ofAirport };
  }

  @node('airport')
  flightCount({ flights }: FlightsOf): number {
    return flights.length;
  }

  @node('airport')
  meanDelay({ flights }: FlightsOf): number {
    return mean(flights.map(({ delay }) => delay));
  }

  @node('airport')
  p90Delay({ flights }: FlightsOf): number {
    return percentile(
      flights.map(({ delay }) => delay),
      90,
    );
  }

  @node('airport')
  meanDistance({ flights }: FlightsOf): number {
    return mean(flights.map(({ distance }) => distance));
  }

  // ---- Each route of an airport, sorted by destination

  @parallelizable('airport', { key: (route) => route.code })
  *route({ flights }: FlightsOf): Generator<FlightsOf> {
    for (const [code, ofRoute] of groupByCode(flights, ({ destination }) => destination)) yield { code, flights: ofRoute };
  }

  @node('route')
  routeMeanDelay({ flights }: FlightsOf): number {
    return mean(flights.map(({ delay }) => delay));
  }

  @node('route')
  routeFlights({ flights }: FlightsOf): number {
    return flights.length;
  }

  /** Closes the routes only, so it runs once for each airport. */
  @collect(group({ route: 'route', meanDelay: 'routeMeanDelay', flights: 'routeFlights' }))
  worstRoute(routes: Collect<{ route: FlightsOf; meanDelay: number; flights: number }>): RouteDelay | null {
    const ranked = routes.filter(({ flights }) => flights >= FLIGHTS_TO_RANK_ROUTE);
    const [worst] = largest(1, ranked, ({ meanDelay }) => meanDelay);
    return worst === undefined ? null : { destination: worst.route.code, meanDelay: worst.meanDelay, flights: worst.flights };
  }

  // ---- Over all airports: many collectors, one pass

  @collect(fold('flightCount', reducers.sum()))
  totalFlights(total: number): number {
    return total;
  }

  @collect(fold(group({ value: 'meanDelay', weight: 'flightCount' }), weightedMean))
  overallMeanDelay(meanDelay: number): number {
    return meanDelay;
  }

  @collect(keys('airport'), 'flightCount', 'meanDelay', 'p90Delay')
  delayRanking(
    origins: Collect<string>,
    flightCounts: Collect<number>,
    meanDelays: Collect<number>,
    p90Delays: Collect<number>,
  ): AirportDelay[] {
    const airports = origins.map((origin, i) => ({
      origin,
      flights: flightCounts[i] ?? 0,
      meanDelay: meanDelays[i] ?? NaN,
      p90Delay: p90Delays[i] ?? NaN,
    }));
    const ranked = airports.filter(({ flights }) => flights >= FLIGHTS_TO_RANK_AIRPORT);
    return largest(10, ranked, ({ meanDelay }) => meanDelay);
  }

  @collect(group({ airport: 'airport', flights: 'flightCount', meanDistance: 'meanDistance' }))
  longHaul(airports: Collect<{ airport: FlightsOf; flights: number; meanDistance: number }>): AirportDistance[] {
    const ranked = airports.filter(({ flights }) => flights >= FLIGHTS_TO_RANK_AIRPORT);
    return largest(5, ranked, ({ meanDistance }) => meanDistance).map(({ airport, meanDistance }) => ({
      origin: airport.code,
      meanDistance,
    }));
  }

  @collect(group({ airport: 'airport', route: 'worstRoute' }))
  worstRoutes(airports: Collect<{ airport: FlightsOf; route: RouteDelay | null }>): WorstRoute[] {
    const routes = airports.flatMap(({ airport, route }) => (route === null ? [] : [{ origin: airport.code, ...route }]));
    return largest(5, routes, ({ meanDelay }) => meanDelay);
  }

  // ---- Broadcast back: a figure of all airports flows into each of them again

  @collect('flightCount', 'meanDelay')
  delayDistribution(flightCounts: Collect<number>, meanDelays: Collect<number>): DelayDistribution {
    const ranked = meanDelays.filter((_, i) => (flightCounts[i] ?? 0) >= FLIGHTS_TO_RANK_AIRPORT);
    return { mean: mean(ranked), standardDeviation: standardDeviation(ranked) };
  }

  @node('flightCount', 'meanDelay', 'delayDistribution')
  delayZScore(flightCount: number, meanDelay: number, all: DelayDistribution): number | null {
    return flightCount < FLIGHTS_TO_RANK_AIRPORT ? null : (meanDelay - all.mean) / all.standardDeviation;
  }

  @collect(group({ airport: 'airport', z: 'delayZScore' }))
  outliers(airports: Collect<{ airport: FlightsOf; z: number | null }>): Outlier[] {
    const far = airports.flatMap(({ airport, z }) => (z !== null && Math.abs(z) >= 2 ? [{ origin: airport.code, z }] : []));
    return largest(far.length, far, ({ z }) => z);
  }

  // ---- Chosen by the config: which metrics are collected is not known until then

  @resolve({
    when: ResolveAt.CONFIG_AVAILABLE,
    decorateWith: ({ metricNames }: { metricNames: string[] }) =>
      inject({ metrics: group(...metricNames.map((name) => source<number>(name))) }),
  })
  @collect(keys('airport'), source<number[]>('metrics'))
  selectedMetrics(origins: Collect<string>, metrics: Collect<number[]>): AirportValues[] {
    return origins.map((origin, i) => ({ origin, values: metrics[i] ?? [] }));
  }
}
