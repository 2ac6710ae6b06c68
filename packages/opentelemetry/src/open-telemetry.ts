import {
  MillraceError,
  type FanOutInfo,
  type FanOutOutcome,
  type ItemInfo,
  type ItemOutcome,
  type LifecycleHook,
  type NodeOutcome,
  type NodeRun,
} from '@millrace/core';
import { context, metrics, trace, type Span } from '@opentelemetry/api';
import { attribute, attributesOfNode, describeError, describePath, noteOutcome } from './attributes';
import { Metrics } from './metrics';
import type { OpenTelemetryOptions } from './options';
import { FanOutScope, Scope, type Spans } from './scope';

const NAME = '@millrace/opentelemetry';

/**
 * Traces runs: a span for each run, each fan-out, the first items of each fan-out and those that fail, and each call of a node in these; and metrics of all runs,
 * items and nodes. A run's span is a child of the one that is active where `execute` is called; inside a node its span is the active one.
 *
 * Each run needs an id of its own, as it has by default.
 *
 * @throws MillraceError `INVALID_OPTION` for a number of items that is none.
 * @example
 * const driver = new Driver({ modules: [Sales], hooks: [openTelemetry({ sampledItems: 5 })] });
 */
export function openTelemetry({
  tracer = trace.getTracer(NAME),
  meter = metrics.getMeter(NAME),
  sampledItems = 20,
  failedItems = true,
  attributes,
}: OpenTelemetryOptions = {}): LifecycleHook {
  if (typeof sampledItems !== 'number' || !(sampledItems >= 0))
    throw new MillraceError(
      'INVALID_OPTION',
      `The sampledItems of openTelemetry is ${String(sampledItems)}. It takes a number of items, 0 or more, or Infinity.`,
    );
  const spans: Spans = { tracer, sampledItems };
  const measures = new Metrics(meter);
  const runs = new Map<string, { readonly root: Scope; readonly startedAt: number }>();
  const nodeSpans = new WeakMap<NodeRun, Span>();
  const rootOf = (runId: string): Scope | undefined => runs.get(runId)?.root;

  return {
    name: 'openTelemetry',
    beforeRun(run) {
      const { runId, outputs } = run;
      const about = { [attribute.runId]: runId, [attribute.outputs]: [...outputs], ...attributes?.(run) };
      const around = context.active();
      runs.set(runId, { root: new Scope(tracer.startSpan('millrace run', { attributes: about }, around), around), startedAt: Date.now() });
    },
    afterRun({ runId }, outcome) {
      const run = runs.get(runId);
      runs.delete(runId);
      if (run?.root.span === undefined) return;
      measures.runEnded(outcome, Date.now() - run.startedAt);
      noteOutcome(run.root.span, outcome);
      run.root.span.end();
    },
    beforeFanOut({ runId, name, path }) {
      const around = rootOf(runId)?.at(path);
      around?.fanOuts.set(name, new FanOutScope(name, around, spans));
    },
    onItem(item, outcome) {
      measures.itemEnded(item, outcome);
      const root = rootOf(item.runId);
      if (root !== undefined) endItem(root, item, outcome);
    },
    afterFanOut(fanOut, outcome) {
      measures.fanOutEnded(fanOut, outcome);
      const root = rootOf(fanOut.runId);
      if (root !== undefined) endFanOut(root, fanOut, outcome);
    },
    beforeNode(node) {
      measures.nodeStarted(node.name);
      const scope = rootOf(node.runId)?.at(node.path);
      if (scope?.span === undefined) return;
      // A source is called inside its fan-out.
      const around = scope.fanOuts.get(node.name)?.context ?? scope.context;
      nodeSpans.set(node, tracer.startSpan(`node ${node.name}`, { attributes: attributesOfNode(node) }, around));
    },
    aroundNode(node, next) {
      const span = nodeSpans.get(node);
      return span === undefined ? next() : context.with(trace.setSpan(context.active(), span), next);
    },
    onRetry(node, { attempt, delayMs, error }) {
      measures.retried(node.name);
      nodeSpans.get(node)?.addEvent('retry', { attempt, 'delay.ms': delayMs, 'exception.message': describeError(error) });
    },
    afterNode(node, outcome) {
      measures.nodeEnded(node.name, outcome);
      const span = nodeSpans.get(node);
      if (span !== undefined) endNode(span, node, outcome);
      else if (failedItems) keepCall(rootOf(node.runId), node, outcome);
    },
  };

  function endItem(root: Scope, { parallelizable, index, key, path }: ItemInfo, outcome: ItemOutcome): void {
    const fanOut = root.at(path.slice(0, -1)).fanOuts.get(parallelizable);
    const scope = fanOut?.closeItem(index);
    if (fanOut === undefined || scope === undefined) return;
    const isWanted = failedItems && outcome.status === 'failed';
    const startTime = Date.now() - outcome.ms;
    const span = scope.span ?? (isWanted ? tracer.startSpan(`item ${parallelizable}`, { startTime }, fanOut.context) : undefined);
    if (span === undefined) return;
    span.setAttributes({
      [attribute.fanOut]: parallelizable,
      [attribute.itemIndex]: index,
      [attribute.itemKey]: key,
      [attribute.path]: describePath(path),
    });
    noteOutcome(span, outcome);
    const inside = trace.setSpan(fanOut.context, span);
    for (const call of scope.calls) {
      const made = tracer.startSpan(call.name, { startTime: call.startTime, attributes: call.attributes }, inside);
      noteOutcome(made, call.outcome);
      made.end(call.endTime);
    }
    span.end();
  }

  function endFanOut(root: Scope, { name, path, items, failed }: FanOutInfo, outcome: FanOutOutcome): void {
    const { fanOuts } = root.at(path);
    const span = fanOuts.get(name)?.span;
    fanOuts.delete(name);
    if (span === undefined) return;
    span.setAttributes({ [attribute.fanOut]: name, [attribute.items]: items, [attribute.failedItems]: failed });
    noteOutcome(span, outcome);
    span.end();
  }

  function endNode(span: Span, node: NodeRun, outcome: NodeOutcome): void {
    span.setAttribute(attribute.attempts, node.attempt);
    if (outcome.status === 'ok') span.setAttribute(attribute.cached, outcome.cached);
    noteOutcome(span, outcome);
    span.end();
  }

  function keepCall(root: Scope | undefined, node: NodeRun, outcome: NodeOutcome): void {
    const endTime = Date.now();
    const about = { ...attributesOfNode(node), [attribute.attempts]: node.attempt };
    root?.at(node.path).keep({ name: `node ${node.name}`, attributes: about, startTime: endTime - outcome.ms, endTime, outcome });
  }
}
