import { describeThrown } from '../errors/describe-thrown';
import { MillraceError } from '../errors/millrace-error';
import type { FanOutInfo, FanOutOutcome, ItemInfo, ItemOutcome } from '../runtime/hooks/fan-out-info';
import type { NodeOutcome, NodeRun, RunInfo, RunOutcome } from '../runtime/hooks/lifecycle-hook';
import {
  runTraceFormat,
  type RunTrace,
  type TracedCall,
  type TracedError,
  type TracedFanOut,
  type TracedItem,
  type TracedNode,
} from './run-trace';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Gathers the trace of one run. */
export class TraceRecorder {
  readonly #run: RunInfo;
  readonly #limit: number;
  readonly #startedAt = Date.now();
  readonly #nodes = new Map<string, Writable<TracedNode>>();
  readonly #fanOuts: TracedFanOut[] = [];
  readonly #items: TracedItem[] = [];
  readonly #calls: TracedCall[] = [];
  #omitted = 0;

  /** Lists at most so many fan-outs, items and calls each. */
  constructor(run: RunInfo, limit: number) {
    this.#run = run;
    this.#limit = limit;
  }

  callEnded({ name, path, attempt }: NodeRun, outcome: NodeOutcome): void {
    const { ms } = outcome;
    const isFailed = outcome.status === 'failed';
    const cached = !isFailed && outcome.cached;
    const node = this.#nodeOf(name);
    node.calls++;
    if (isFailed) node.failed++;
    if (cached) node.cached++;
    node.retries += attempt - 1;
    node.totalMs += ms;
    node.longestMs = Math.max(node.longestMs, ms);
    this.#list(this.#calls, () => ({ node: name, path, at: this.#at(ms), ms, attempts: attempt, cached, ...errorOf(outcome) }));
  }

  itemEnded({ path }: ItemInfo, outcome: ItemOutcome): void {
    const { ms, status } = outcome;
    this.#list(this.#items, () => ({ path, at: this.#at(ms), ms, status, ...errorOf(outcome) }));
  }

  fanOutEnded({ name, path, items, failed }: FanOutInfo, outcome: FanOutOutcome): void {
    const { ms, status } = outcome;
    this.#list(this.#fanOuts, () => ({ name, path, at: this.#at(ms), ms, items, failed, status, ...errorOf(outcome) }));
  }

  end(outcome: RunOutcome): RunTrace {
    const { runId, outputs } = this.#run;
    return {
      format: runTraceFormat,
      runId,
      outputs,
      startedAt: new Date(this.#startedAt).toISOString(),
      ms: Date.now() - this.#startedAt,
      status: outcome.status,
      ...errorOf(outcome),
      nodes: Object.fromEntries(this.#nodes),
      fanOuts: this.#fanOuts,
      items: this.#items,
      calls: this.#calls,
      omitted: this.#omitted,
    };
  }

  /** When something began that has just ended. */
  #at(ms: number): number {
    return Math.max(Date.now() - ms - this.#startedAt, 0);
  }

  #nodeOf(name: string): Writable<TracedNode> {
    const known = this.#nodes.get(name);
    if (known !== undefined) return known;
    const node = { calls: 0, failed: 0, cached: 0, retries: 0, totalMs: 0, longestMs: 0 };
    this.#nodes.set(name, node);
    return node;
  }

  #list<T>(list: T[], make: () => T): void {
    if (list.length < this.#limit) list.push(make());
    else this.#omitted++;
  }
}

function errorOf(outcome: { readonly status: string; readonly error?: unknown }): { error?: TracedError } {
  if (outcome.status !== 'failed') return {};
  const { error } = outcome;
  return { error: { name: nameOf(error), message: describeThrown(error), ...(MillraceError.is(error) && { code: error.code }) } };
}

/** What is thrown may be anything, and an error's own getters may throw. */
function nameOf(error: unknown): string {
  try {
    return error instanceof Error ? String(error.name) : typeof error;
  } catch {
    return 'Error';
  }
}
