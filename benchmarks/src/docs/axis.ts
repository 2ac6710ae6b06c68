/** Where a value lies, from 0 to 1, and the values that are worth a line. */
export interface Axis {
  readonly isLogarithmic: boolean;
  readonly place: (value: number) => number;
  readonly ticks: readonly number[];
}

/** From how many times the smallest value on the largest one is shown on a logarithmic axis. */
const WIDE = 20;

/** An axis on which all values have their place. It begins at zero, unless it is logarithmic. */
export function chooseAxis(values: readonly number[]): Axis {
  const [smallest, largest] = [Math.min(...values), Math.max(...values)];
  return smallest > 0 && largest / smallest > WIDE ? logarithmic(smallest, largest) : linear(largest);
}

function logarithmic(smallest: number, largest: number): Axis {
  // Half a decade below the smallest value, so that its bar can be seen.
  const low = Math.floor(Math.log10(smallest) * 2 - 1) / 2;
  const high = Math.ceil(Math.log10(largest) * 10) / 10;
  const decades = Array.from({ length: Math.floor(high) - Math.ceil(low) + 1 }, (_, index) => 10 ** (Math.ceil(low) + index));
  return { isLogarithmic: true, place: (value) => clamp((Math.log10(value) - low) / (high - low)), ticks: decades };
}

function linear(most: number): Axis {
  const largest = most > 0 ? most : 1;
  const step = niceStep(largest / 4);
  const high = Math.ceil(largest / step) * step;
  const ticks = Array.from({ length: Math.round(high / step) + 1 }, (_, index) => Number((index * step).toPrecision(12)));
  return { isLogarithmic: false, place: (value) => clamp(value / high), ticks };
}

/** 1, 2 or 5 times a power of ten. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const digit = rough / power;
  return (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10) * power;
}

function clamp(place: number): number {
  return Math.min(1, Math.max(0, place));
}
