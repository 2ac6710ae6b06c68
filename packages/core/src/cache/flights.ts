import type { Encoded } from './codec';

/** How a computation ended for those who wait for it. */
export type FlightEnd =
  | { readonly kind: 'value'; readonly value: unknown; readonly version: string | undefined; readonly encoded: Encoded | undefined }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** Who made it was told to stop; whoever still wants the result has to compute it. */
  | { readonly kind: 'abandoned' };

/** Who computes, and may be told to stop. */
export interface Maker {
  readonly isGivenUp: boolean;
  /** Calls back when that happens; returns what takes it back. */
  whenGivenUp(callback: () => void): () => void;
}

/** A computation that others wait for, too. */
export interface Flight {
  readonly maker: Maker;
  readonly ended: Promise<FlightEnd>;
  /** Tells those who wait, and those who come as long as it is open; once. */
  readonly end: (end: FlightEnd) => void;
  /** Who comes from now on has to look into the store. */
  readonly close: () => void;
}

/** The computations under way, by the keys of their results: at most one for each. */
export class Flights {
  readonly #flights = new Map<string, Flight>();

  /** Nobody waits for one that nobody wants any more: it may never end. */
  get(key: string): Flight | undefined {
    const flight = this.#flights.get(key);
    return flight?.maker.isGivenUp === true ? undefined : flight;
  }

  open(key: string, maker: Maker): Flight {
    let resolve: (end: FlightEnd) => void;
    const ended = new Promise<FlightEnd>((...[settle]) => (resolve = settle));
    const flight: Flight = {
      maker,
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
