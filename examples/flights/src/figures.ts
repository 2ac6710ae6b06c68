import type { Flight } from './flight';

/** An airport or a route, by its code, with its flights. */
export interface FlightsOf {
  readonly code: string;
  readonly flights: readonly Flight[];
}

export interface RouteDelay {
  readonly destination: string;
  readonly meanDelay: number;
  readonly flights: number;
}

export interface WorstRoute extends RouteDelay {
  readonly origin: string;
}

export interface AirportDelay {
  readonly origin: string;
  readonly flights: number;
  readonly meanDelay: number;
  readonly p90Delay: number;
}

export interface AirportDistance {
  readonly origin: string;
  readonly meanDistance: number;
}

export interface DelayDistribution {
  readonly mean: number;
  readonly standardDeviation: number;
}

export interface Outlier {
  readonly origin: string;
  readonly z: number;
}

export interface AirportValues {
  readonly origin: string;
  readonly values: readonly number[];
}
