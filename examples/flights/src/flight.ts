/** A flight inside the US, early 2001. */
export interface Flight {
  /** Local time of departure, `2001/01/31 18:05`. */
  readonly date: string;
  /** Minutes, negative for a flight that was early. */
  readonly delay: number;
  /** Miles. */
  readonly distance: number;
  /** The code of the airport: `SFO`. */
  readonly origin: string;
  readonly destination: string;
}
