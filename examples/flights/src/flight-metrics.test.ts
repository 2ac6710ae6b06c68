import 'reflect-metadata';

import { Container } from 'typedi';

import { createFlightsDriver } from './dataflow';
import type { Flight } from './flight';
import { FlightMetrics } from './flight-metrics';
import { FlightRepository } from './flight-repository';

describe('FlightMetrics', () => {
  const flight = (origin: string, destination: string, delay: number, distance = 100): Flight => ({
    date: '2001/01/01 00:00',
    delay,
    distance,
    origin,
    destination,
  });
  const flightsFrom = (origin: string, count: number, delay: number, destination = 'ZZZ') =>
    Array.from({ length: count }, () => flight(origin, destination, delay));

  it('takes its repository from the container', async () => {
    const all = jest.fn(() => Promise.resolve([flight('B', 'A', 1), flight('A', 'B', 2)]));
    Container.set(FlightRepository, { all });

    const { totalFlights } = await createFlightsDriver().execute(['totalFlights']);

    Container.reset();
    expect(totalFlights).toBe(2);
    expect(all).toHaveBeenCalledTimes(1);
  });

  it('breaks ties by code', async () => {
    const flights = ['C', 'A', 'B'].flatMap((origin) => ['Y', 'X'].flatMap((destination) => flightsFrom(origin, 50, 7, destination)));

    const { delayRanking, longHaul, worstRoutes } = await createFlightsDriver().execute(['delayRanking', 'longHaul', 'worstRoutes'], {
      overrides: { flights },
    });

    expect(delayRanking.map(({ origin }) => origin)).toEqual(['A', 'B', 'C']);
    expect(longHaul.map(({ origin }) => origin)).toEqual(['A', 'B', 'C']);
    expect(worstRoutes.map(({ origin, destination }) => origin + destination)).toEqual(['AX', 'BX', 'CX']);
  });

  it('ranks airports from 100 flights on, and routes from 10 flights on', async () => {
    const flights = [...flightsFrom('A', 99, 50), ...flightsFrom('B', 100, 10), ...flightsFrom('C', 9, 90)];

    const { delayRanking, worstRoutes } = await createFlightsDriver().execute(['delayRanking', 'worstRoutes'], { overrides: { flights } });

    expect(delayRanking).toEqual([{ origin: 'B', flights: 100, meanDelay: 10, p90Delay: 10 }]);
    expect(worstRoutes.map(({ origin }) => origin)).toEqual(['A', 'B']);
  });

  it('takes the percentile by nearest rank', () => {
    const metrics = new FlightMetrics(new FlightRepository());
    const airport = { code: 'A', flights: [30, 10, 20, 40, 50, 60, 70, 80, 90, 100, 110].map((delay) => flight('A', 'B', delay)) };

    const p90 = metrics.p90Delay(airport);

    expect(p90).toBe(100);
  });

  it('collects the metrics that the config names, in that order', async () => {
    const flights = [flight('A', 'B', 4, 300), flight('A', 'B', 6, 500)];

    const { selectedMetrics } = await createFlightsDriver(['flightCount', 'meanDistance', 'meanDelay']).execute(['selectedMetrics'], {
      overrides: { flights },
    });

    expect(selectedMetrics).toEqual([{ origin: 'A', values: [2, 400, 5] }]);
  });
});
