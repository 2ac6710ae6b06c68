import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { Service } from 'typedi';

import type { Flight } from './flight';

/** Where the flights come from: the npm package vega-datasets. */
@Service()
export class FlightRepository {
  /** All 20,000 flights, in the order of the file. */
  async all(): Promise<readonly Flight[]> {
    const rows: unknown = JSON.parse(await readFile(flightsFile(), 'utf8'));
    if (!Array.isArray(rows) || !rows.every(isFlight)) {
      throw new Error(`${flightsFile()} is not a list of flights. Is the version of vega-datasets the one in package.json?`);
    }
    return rows;
  }
}

/** The package exports no file of its data folder, so the way there is from its entry point. */
function flightsFile(): string {
  return path.join(path.dirname(require.resolve('vega-datasets')), '..', 'data', 'flights-20k.json');
}

function isFlight(row: unknown): row is Flight {
  if (typeof row !== 'object' || row === null) return false;
  const { date, delay, distance, origin, destination } = row as Partial<Record<keyof Flight, unknown>>;
  return (
    typeof date === 'string' &&
    typeof origin === 'string' &&
    typeof destination === 'string' &&
    Number.isFinite(delay) &&
    Number.isFinite(distance)
  );
}
