import type { Encoded } from './codec';

/** How a computation ended for those who wait for it. */
export type FlightEnd =
  | { readonly kind: 'value'; readonly value: unknown; readonly version: string | undefined; readonly encoded: Encoded | undefined }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** Who made it was told to stop; whoever still wants the result has to compute it. */
  | { readonly kind: 'abandoned' };

/** A computation that others wait for, too. */
export interface Flight {
  readonly ended: Promise<FlightEnd>;
  /** Tells those who wait, and those who come as long as it is open; once. */
  readonly end: (end: FlightEnd) => void;
  /** Who comes from now on has to look into the store. */
  readonly close: () => void;
}

/** The computations under way, by the keys of their results: at most one for each. */
export class Flights {
  readonly #flights = new Map<string, Flight>();

  get(key: string): Flight | undefined {
    return this.#flights.get(key);
  }

  open(key: string): Flight {
    let resolve: (end: FlightEnd) => void;
    const ended = new Promise<FlightEnd>((...[settle]) => (resolve = settle));
    const flight: Flight = {
      ended,
      end: (end) => resolve(end),
      close: () => {
        if (this.#flights.get(key) === flight) this.#flights.delete(key);
      },
    };
    this.#flights.set(key, flight);
    return flight;
  }
}
