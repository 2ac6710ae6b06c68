import type { FanOutInfo, ItemInfo, ItemOutcome, NodeOutcome, RunOutcome } from '@millrace/core';
import { ValueType, type Meter } from '@opentelemetry/api';
import { attribute, errorType } from './attributes';

/** Seconds; those that the semantic conventions advise for durations, and shorter ones, since nodes may be. */
const BOUNDARIES = [0.0001, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** The metrics of runs, nodes and items. Their attributes are names and outcomes, of which there are few. */
export class Metrics {
  readonly #runDuration;
  readonly #nodeDuration;
  readonly #fanOutDuration;
  readonly #items;
  readonly #failures;
  readonly #cacheHits;
  readonly #retries;
  readonly #inFlight;

  constructor(meter: Meter) {
    const duration = (name: string, description: string) =>
      meter.createHistogram(name, { description, unit: 's', advice: { explicitBucketBoundaries: BOUNDARIES } });
    const count = (name: string, description: string, unit: string) =>
      meter.createCounter(name, { description, unit, valueType: ValueType.INT });
    this.#runDuration = duration('millrace.run.duration', 'How long runs take');
    this.#nodeDuration = duration('millrace.node.duration', 'How long calls of nodes take, with waiting and retries');
    this.#fanOutDuration = duration('millrace.fan_out.duration', 'How long fan-outs take');
    this.#items = count('millrace.items', 'Items that have ended', '{item}');
    this.#failures = count('millrace.failures', 'Calls of nodes that have failed, after their last attempt', '{failure}');
    this.#cacheHits = count('millrace.cache.hits', 'Calls of nodes that were not made, since the result was there', '{hit}');
    this.#retries = count('millrace.retries', 'Attempts that have failed and were repeated', '{retry}');
    this.#inFlight = meter.createUpDownCounter('millrace.nodes.in_flight', {
      description: 'Calls of nodes under way',
      unit: '{call}',
      valueType: ValueType.INT,
    });
  }

  runEnded({ status }: RunOutcome, ms: number): void {
    this.#runDuration.record(ms / 1000, { [attribute.outcome]: status });
  }

  fanOutEnded({ name }: FanOutInfo, { status, ms }: { readonly status: string; readonly ms: number }): void {
    this.#fanOutDuration.record(ms / 1000, { [attribute.fanOut]: name, [attribute.outcome]: status });
  }

  itemEnded({ parallelizable }: ItemInfo, { status }: ItemOutcome): void {
    this.#items.add(1, { [attribute.fanOut]: parallelizable, [attribute.outcome]: status });
  }

  nodeStarted(node: string): void {
    this.#inFlight.add(1, { [attribute.node]: node });
  }

  retried(node: string): void {
    this.#retries.add(1, { [attribute.node]: node });
  }

  nodeEnded(node: string, outcome: NodeOutcome): void {
    const named = { [attribute.node]: node };
    this.#inFlight.add(-1, named);
    this.#nodeDuration.record(outcome.ms / 1000, { ...named, [attribute.outcome]: outcome.status });
    if (outcome.status === 'failed') this.#failures.add(1, { ...named, [attribute.errorType]: errorType(outcome.error) });
    else if (outcome.cached) this.#cacheHits.add(1, named);
  }
}
