import { fault, formatFaults, type Fault } from '../errors/fault';
import { MillraceError } from '../errors/millrace-error';
import { unknownOption } from '../errors/option-faults';
import type { Graph } from '../graph/graph';
import { checkRequest } from '../plan/check-request';
import { readOutputs } from '../plan/read-outputs';
import type { OutputRequest, PlanRequest } from '../plan/run-request';
import type { GivenValue } from '../runtime/run-setting';
import type { ItemPath } from '../types/item-path';
import type { UntypedRunOptions } from './driver-types';
import { isEach, isMade, isPerItem } from './requested';

/** A request as data, and what is wrong with how it was asked. */
export interface ReadRequest {
  readonly request: PlanRequest;
  readonly faults: readonly Fault[];
}

const knownOptions = [
  'inputs',
  'overrides',
  'signal',
  'runId',
  'context',
  'onFailure',
] as const satisfies readonly (keyof UntypedRunOptions)[];

/** Reads what a caller asks for; whether the graph can give it is not looked at yet. `undefined` values are absent, `null` is a value (I3). */
export function readRequest(asked: Asked, options: UntypedRunOptions = {}): ReadRequest {
  const { inputs = {}, overrides = {} } = options;
  const { outputs, faults } = 'outputs' in asked ? readOutputs(asked.outputs, readOutput) : { outputs: [], faults: [] };
  const stream = 'stream' in asked ? readOutput(asked.stream)?.name : undefined;
  const request: PlanRequest = {
    outputs,
    inputs: namesIn(inputs),
    overrides: namesIn(overrides),
    ...(stream === undefined ? {} : { stream }),
  };
  const unknown = Object.keys(options).filter((name) => !knownOptions.some((known) => known === name));
  return {
    request,
    faults: [...unknown.map((name) => unknownOption('the options of the run', name, knownOptions)), ...checkOptions(options), ...faults],
  };
}

/** What a caller asks for, as it was given. */
export type Asked = { readonly outputs: unknown } | { readonly stream: unknown };

/** All that is wrong with a request. */
export function faultsOf(graph: Graph, { request, faults }: ReadRequest): Fault[] {
  return [...faults, ...checkRequest(graph, request)];
}

/** Faults as one error, whose code is that of the first; `undefined` where there are none. */
export function refusalOf(faults: readonly Fault[]): MillraceError | undefined {
  const [first] = faults;
  return first === undefined ? undefined : new MillraceError(first.code, formatFaults(faults));
}

/** Finds the values that a run reads: what is given for an input, else the config, else the input's default. */
export function givenValues(graph: Graph, { inputs = {} }: UntypedRunOptions): (name: string) => GivenValue {
  return (name) => {
    const input = graph.get(name)?.input;
    const own = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    const value = own ?? (own === null ? null : Object.hasOwn(graph.config, name) ? graph.config[name] : input?.default?.value);
    return { value, schema: input?.schema };
  };
}

/** What takes the place of nodes, each as a function of the item's path. */
export function overrideFunctions({ overrides = {} }: UntypedRunOptions): Map<string, (path: ItemPath) => unknown> {
  return new Map(
    Object.entries(overrides).flatMap(([name, override]: [string, unknown]) => {
      if (override === undefined) return [];
      return [[name, isPerItem(override) ? (path: ItemPath) => override.valueAt(path) : () => override] as const];
    }),
  );
}

function readOutput(entry: unknown): OutputRequest | undefined {
  if (typeof entry === 'string') return { name: entry, each: false, key: entry };
  if (isEach(entry)) return { name: entry.name, each: true, key: entry.name };
  if (isMade(entry)) return { name: entry.name, each: false, key: entry.name };
  return undefined;
}

function namesIn(values: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const name of Object.keys(values)) if (values[name] !== undefined) names.add(name);
  return names;
}

function checkOptions({ signal, runId, onFailure }: UntypedRunOptions): Fault[] {
  const faults: Fault[] = [];
  const refuse = (name: string, expected: string): void =>
    void faults.push(fault('INVALID_OPTION', 'the options of the run', `The option "${name}" of a run must be ${expected}.`));
  if (signal !== undefined && !isAbortSignal(signal)) refuse('signal', 'an AbortSignal');
  if (runId !== undefined && (typeof runId !== 'string' || runId === '')) refuse('runId', 'a text');
  if (onFailure !== undefined && typeof onFailure !== 'function') refuse('onFailure', 'a function');
  return faults;
}

function isAbortSignal(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'aborted' in value && 'addEventListener' in value;
}
