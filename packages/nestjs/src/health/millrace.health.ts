import { Inject, Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import type { RegisteredDriver } from '../build-driver';
import { DriverRegistry } from '../driver-registry';

/** When the indicator says "down". By default it never does, and only tells. */
export interface HealthLimits {
  /** How many calls may wait for a pool. */
  readonly maxWaiting?: number | undefined;
  /** How many runs of a driver may fail in a row; aborted runs do not count. */
  readonly maxFailedRuns?: number | undefined;
}

/**
 * Tells Terminus of the drivers of the app (runs under way, the last run) and of their pools (calls under way, calls that wait). List it
 * among the providers of a module that imports `TerminusModule`.
 *
 * @example
 * \@Controller('health')
 * class HealthController {
 *   constructor(private readonly health: HealthCheckService, private readonly millrace: MillraceHealthIndicator) {}
 *
 *   \@Get()
 *   \@HealthCheck()
 *   check() { return this.health.check([() => this.millrace.isHealthy('millrace', { maxWaiting: 100, maxFailedRuns: 3 })]); }
 * }
 */
@Injectable()
export class MillraceHealthIndicator {
  readonly #service: HealthIndicatorService;
  readonly #registry: DriverRegistry;

  constructor(@Inject(HealthIndicatorService) service: HealthIndicatorService, @Inject(DriverRegistry) registry: DriverRegistry) {
    this.#service = service;
    this.#registry = registry;
  }

  /** The state of all drivers under a key; down, with the `problems`, where a limit is exceeded. */
  isHealthy<const K extends string>(key: K, limits: HealthLimits = {}): HealthIndicatorResult<K> {
    const drivers = [...this.#registry.drivers];
    const problems = [...new Set(drivers.flatMap((driver) => problemsOf(driver, limits)))];
    const state = { drivers: byName(drivers.map((one) => [one.name, runsOf(one)])), pools: poolsOf(drivers) };
    const check = this.#service.check(key);
    return problems.length === 0 ? check.up(state) : check.down({ ...state, problems });
  }
}

function runsOf({ runs }: RegisteredDriver): object {
  const { runId, status, endedAt } = runs.last ?? {};
  return { running: runs.active, lastRun: runId === undefined ? null : { runId, status, endedAt } };
}

function poolsOf(drivers: readonly RegisteredDriver[]): object {
  // Those of `forRoot` are the same in all drivers.
  const pools = new Map(drivers.flatMap((driver) => Object.entries(driver.pools).map(([name, pool]) => [pool, name])));
  return byName([...pools].map(([{ running, waiting }, name]) => [name, { running, waiting }]));
}

/** Two modules may have drivers of one class, or pools of one name: the second is called `Sales (2)`. */
function byName(entries: readonly (readonly [name: string, state: object])[]): object {
  const all = new Map<string, object>();
  for (const [name, state] of entries) {
    let free = name;
    for (let number = 2; all.has(free); number++) free = `${name} (${number})`;
    all.set(free, state);
  }
  return Object.fromEntries(all);
}

function problemsOf({ name, runs, pools }: RegisteredDriver, { maxWaiting = Infinity, maxFailedRuns = Infinity }: HealthLimits): string[] {
  const crowded = Object.entries(pools).filter(([, { waiting }]) => waiting > maxWaiting);
  return [
    ...crowded.map(([pool, { waiting }]) => `${waiting} calls wait for the pool "${pool}"`),
    ...(runs.failedInARow > maxFailedRuns ? [`the last ${runs.failedInARow} runs of "${name}" have failed`] : []),
  ];
}
