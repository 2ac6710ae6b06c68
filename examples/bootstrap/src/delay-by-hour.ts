import 'reflect-metadata';

import { collect, fold, input, node, parallelizable, reducers, type Collect } from '@millrace/core';
import type { Delays } from './delays';
import { resampledMeans, seededRandom } from './resample';

/** The mean delay of an hour, and how sure it is. */
export interface HourlyDelay {
  readonly hour: number;
  readonly flights: number;
  readonly mean: number;
  /** With a probability of 95 % the true mean is between these. */
  readonly from: number;
  readonly to: number;
}

/** Which hours of the day have the longest delays, and is the difference more than chance? Each hour is worked out on a worker. */
export class DelayByHour {
  @input() declare readonly delays: Delays;
  @input() declare readonly samples: number;

  @parallelizable('delays', { executor: 'workers', key: (hour) => `${hour} h` })
  *hour({ starts }: Delays): Generator<number> {
    for (let hour = 0; hour < starts.length - 1; hour++) if (starts[hour + 1] !== starts[hour]) yield hour;
  }

  @node('delays', 'hour')
  minutes({ minutes, starts }: Delays, hour: number): Int16Array {
    return minutes.subarray(starts[hour], starts[hour + 1]);
  }

  @node('minutes', 'samples', 'hour')
  means(minutes: Int16Array, samples: number, hour: number): Float64Array {
    return resampledMeans(minutes, samples, seededRandom(hour));
  }

  @node('hour', 'minutes', 'means')
  interval(hour: number, minutes: Int16Array, means: Float64Array): HourlyDelay {
    const at = (share: number): number => means[Math.floor(share * (means.length - 1))] ?? Number.NaN;
    const mean = minutes.reduce((sum, delay) => sum + delay, 0) / minutes.length;
    return { hour, flights: minutes.length, mean, from: at(0.025), to: at(0.975) };
  }

  @node('minutes', 'samples')
  draws(minutes: Int16Array, samples: number): number {
    return minutes.length * samples;
  }

  @collect('interval')
  hours(intervals: Collect<HourlyDelay>): HourlyDelay[] {
    return [...intervals].sort((a, b) => a.hour - b.hour);
  }

  /** Added up in the workers: what comes back is one number for each batch. */
  @collect(fold('draws', reducers.sum()))
  totalDraws(draws: number): number {
    return draws;
  }
}
