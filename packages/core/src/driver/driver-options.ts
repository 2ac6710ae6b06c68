import { fault, type Fault } from '../errors/fault';
import { GraphValidationError } from '../errors/graph-validation-error';
import { unknownOption } from '../errors/option-faults';
import type { CacheOptions } from '../cache/cache-options';
import type { Pool } from '../runtime/layers/pool';
import { codeGenerations, type CodeGeneration } from '../runtime/program-code';
import { checkHooks } from './check-hooks';
import type { DriverOptions, Modules } from './driver-types';
import { makePools } from './make-pools';
import { readCacheOptions } from './read-cache-options';
import { isRecord } from '../types/is-record';

/** The options of a driver with their defaults. */
export type CompleteOptions<M extends Modules = Modules> = Omit<DriverOptions<M>, Defaulted | 'pools' | 'cache'> & {
  readonly [K in Defaulted]-?: NonNullable<DriverOptions[K]>;
} & { readonly pools: Readonly<Record<string, Pool>>; readonly cache: CacheOptions | undefined };

type Defaulted =
  | 'config'
  | 'maxConcurrency'
  | 'graceMs'
  | 'allowOverrides'
  | 'checkSchemas'
  | 'defaults'
  | 'hooks'
  | 'concurrency'
  | 'codegen'
  | 'executors';

const known = [
  'modules',
  'config',
  'instances',
  'concurrency',
  'maxConcurrency',
  'graceMs',
  'allowOverrides',
  'checkSchemas',
  'pools',
  'cache',
  'defaults',
  'hooks',
  'codegen',
  'executors',
] as const satisfies readonly (keyof DriverOptions)[];

/** Checks a driver's options and puts in the defaults. */
export function completeOptions<M extends Modules>(options: DriverOptions<M>): CompleteOptions<M> {
  const faults: Fault[] = [];
  const refuse = (name: string, expected: string): void =>
    void faults.push(fault('INVALID_OPTION', 'new Driver', `The driver's option "${name}" must be ${expected}.`));
  const {
    modules,
    config = {},
    instances,
    concurrency = {},
    maxConcurrency = 256,
    graceMs = 5000,
    allowOverrides = false,
    checkSchemas = false,
    pools = {},
    cache: givenCache,
    defaults = [],
    hooks = [],
    codegen = 'auto',
    executors = {},
  }: Partial<DriverOptions<M>> = options ?? {};
  for (const name of Object.keys(options ?? {}))
    if (!known.some((one) => one === name)) faults.push(unknownOption('new Driver', name, known));
  if (!Array.isArray(modules))
    refuse('modules', 'a list of dataflow classes, or of instances of them: new Driver({ modules: [SalesMetrics] })');
  if (!isRecord(config)) refuse('config', 'an object');
  if (!isRecord(concurrency)) refuse('concurrency', 'an object of numbers by the names of parallelizables');
  if (instances !== undefined && typeof instances.get !== 'function') refuse('instances', 'an object with a method get(cls, run)');
  if (!isLimit(maxConcurrency)) refuse('maxConcurrency', 'an integer of at least 1, or Infinity');
  if (typeof checkSchemas !== 'boolean') refuse('checkSchemas', 'true or false');
  if (typeof graceMs !== 'number' || !(graceMs >= 0)) refuse('graceMs', 'a number of milliseconds, 0 or more');
  if (!isCodeGeneration(codegen)) refuse('codegen', `one of ${codeGenerations.map((one) => `"${one}"`).join(', ')}`);
  if (!isRecord(executors) || !Object.values(executors).every(isExecutor))
    refuse(
      'executors',
      "an object of executors by name: { workers: workerThreads({ modules: require.resolve('./flows') }) }, or 'in-process'",
    );
  if (!isRecord(pools)) refuse('pools', 'an object of limits by the names of pools: { openai: 4 }');
  if (!Array.isArray(defaults)) refuse('defaults', 'a list: [{ tags: { api: "slow" }, retry: { attempts: 3 } }]');
  if (!Array.isArray(hooks)) refuse('hooks', 'a list of lifecycle hooks: [progressBar()]');
  else faults.push(...checkHooks(hooks));
  const cache = readCacheOptions(givenCache, faults);
  const madePools = isRecord(pools) ? makePools(pools, faults) : {};
  if (faults.length > 0 || modules === undefined) throw new GraphValidationError(faults, undefined, "The driver's options have");
  // Copies, since a driver does not change when what it was made of does.
  return {
    ...options,
    modules: Object.freeze([...modules]) as readonly object[] as M,
    config: { ...config },
    concurrency: { ...concurrency },
    maxConcurrency,
    graceMs,
    allowOverrides,
    checkSchemas,
    pools: madePools,
    cache,
    defaults: [...defaults],
    hooks: [...hooks],
    codegen,
    executors: { ...executors },
  };
}

function isCodeGeneration(value: unknown): value is CodeGeneration {
  return codeGenerations.some((one) => one === value);
}

function isExecutor(value: unknown): boolean {
  return value === 'in-process' || (isRecord(value) && 'open' in value && typeof value.open === 'function');
}

function isLimit(value: unknown): boolean {
  return value === Infinity || (Number.isInteger(value) && Number(value) >= 1);
}
