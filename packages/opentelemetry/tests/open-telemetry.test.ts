import { collect, Driver, input, memoryCache, node, parallelizable, retry, type Collect } from '@millrace/core';
import { openTelemetry, type OpenTelemetryOptions } from '@millrace/opentelemetry';
import { context, SpanStatusCode, trace, type Attributes } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace-base';

/** 1 succeeds at its second attempt, 4 fails. */
class Items {
  @input() declare readonly count: number;
  #tried = false;

  @parallelizable('count', { onItemError: 'skip', concurrency: 1, key: (n) => `n${n}` }) *item(count: number): Generator<number> {
    for (let n = 0; n < count; n++) yield n;
  }
  @retry({ attempts: 2, delayMs: 0, when: (error) => String(error).includes('busy') })
  @node('item')
  async checked(item: number): Promise<number> {
    await Promise.resolve();
    if (item === 1 && !this.#tried) {
      this.#tried = true;
      throw new Error('busy');
    }
    if (item === 4) throw new RangeError('bad');
    trace.getActiveSpan()?.addEvent('inside', { item });
    return item;
  }
  @parallelizable('checked') *part(checked: number): Generator<number> {
    yield checked;
  }
  @collect('part') parts(values: Collect<number>): number {
    return values.length;
  }
  @collect('parts') total(values: Collect<number>): number {
    return values.length;
  }
}

const contexts = new AsyncLocalStorageContextManager();

beforeAll(() => {
  context.setGlobalContextManager(contexts.enable());
});
afterAll(() => {
  context.disable();
});

const exporter = new InMemorySpanExporter();
const tracers = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
const tracer = tracers.getTracer('tests');

async function spansOf(
  options: OpenTelemetryOptions,
  count = 6,
  around?: (work: () => Promise<unknown>) => Promise<unknown>,
): Promise<ReadableSpan[]> {
  exporter.reset();
  const driver = new Driver({ modules: [Items], hooks: [openTelemetry({ tracer, ...options })] });
  const work = () => driver.execute(['total'], { inputs: { count }, onFailure: () => undefined, runId: 'r1' });
  await (around === undefined ? work() : around(work));
  return exporter.getFinishedSpans();
}

const placeOf = (span: ReadableSpan): string => `${span.name} ${String(span.attributes['millrace.path'] ?? '')}`.trim();

/** Each span with the one that it is in. */
function tree(spans: readonly ReadableSpan[]): string[] {
  const byId = new Map(spans.map((span) => [span.spanContext().spanId, span]));
  return spans.map((span) => {
    const parent = byId.get(span.parentSpanContext?.spanId ?? '');
    return `${placeOf(span)} < ${parent === undefined ? '-' : placeOf(parent)}`;
  });
}

describe('spans', () => {
  it('there is one for the run, each fan-out, the first items, and the nodes in them; each is in what it runs in', async () => {
    const spans = await spansOf({ sampledItems: 1 }, 2);

    expect(tree(spans).sort()).toEqual(
      [
        'millrace run < -',
        'fan-out item < millrace run',
        'node item < fan-out item',
        'item item item[0] < fan-out item',
        'node checked item[0] < item item item[0]',
        'fan-out part < item item item[0]',
        'node part item[0] < fan-out part',
        'item part item[0] / part[0] < fan-out part',
        'node parts item[0] < item item item[0]',
        'node total < millrace run',
      ].sort(),
    );
    expect(spans.every(({ ended }) => ended)).toBe(true);
  });

  it('items that fail have one, with their nodes, although they are not among the first', async () => {
    const spans = await spansOf({ sampledItems: 0 });
    const [item, call] = ['item item item[4]', 'node checked item[4]'].map((place) => spans.find((span) => placeOf(span) === place));

    expect(tree(spans)).toContain('node checked item[4] < item item item[4]');
    expect(spans.filter(({ name }) => name === 'item item')).toHaveLength(1);
    expect(item?.attributes).toMatchObject({ 'millrace.item.key': 'n4', 'millrace.outcome': 'failed', 'error.type': 'RangeError' });
    expect(item?.status).toEqual({ code: SpanStatusCode.ERROR, message: 'bad' });
    expect(call?.events.map(({ name }) => name)).toEqual(['exception']);
    await expect(spansOf({ sampledItems: 0, failedItems: false })).resolves.toHaveLength(4);
  });

  it('say what they are about, and retries are events', async () => {
    const spans = await spansOf({ sampledItems: 2, attributes: ({ runId }) => ({ tenant: `of ${runId}` }) }, 2);
    const of = (place: string) => spans.find((span) => placeOf(span) === place);

    expect(of('millrace run')?.attributes).toEqual({
      'millrace.run.id': 'r1',
      'millrace.run.outputs': ['total'],
      'millrace.outcome': 'ok',
      tenant: 'of r1',
    });
    expect(of('fan-out item')?.attributes).toMatchObject({ 'millrace.fan_out.items': 2, 'millrace.fan_out.failed_items': 0 });
    expect(of('node checked item[1]')?.attributes).toEqual({
      'millrace.node.name': 'checked',
      'millrace.path': 'item[1]',
      'millrace.node.attempts': 2,
      'millrace.node.cached': false,
      'millrace.outcome': 'ok',
      'code.function.name': 'Items.checked',
    });
    expect(of('node checked item[1]')?.events.map(({ name }) => name)).toEqual(['retry', 'inside']);
  });

  it('that of the run is in the active one, and that of a node is active inside it', async () => {
    const spans = await spansOf({}, 1, (work) =>
      tracer.startActiveSpan('request', async (request) => {
        await work();
        request.end();
      }),
    );

    expect(tree(spans)).toContain('millrace run < request');
    expect(spans.find(({ name }) => name === 'node checked')?.events).toMatchObject([{ name: 'inside', attributes: { item: 0 } }]);
  });

  it('all end when a run fails or is cancelled', async () => {
    class Stuck extends Items {
      @node('item') async held(item: number): Promise<number> {
        if (item === 1) controller.abort('enough');
        return item === 0 ? item : new Promise(() => undefined);
      }
      @collect('held') all(values: Collect<number>): number {
        return values.length;
      }
    }
    const controller = new AbortController();
    exporter.reset();
    const driver = new Driver({ modules: [Stuck], hooks: [openTelemetry({ tracer })], graceMs: 1 });

    await expect(driver.execute(['all'], { inputs: { count: 3 }, signal: controller.signal })).rejects.toMatchObject({
      code: 'RUN_ABORTED',
    });

    const outcomes = exporter.getFinishedSpans().map((span) => `${placeOf(span)}: ${String(span.attributes['millrace.outcome'])}`);
    expect(outcomes).toEqual([
      'node item: ok',
      'node held item[0]: ok',
      'item item item[0]: ok',
      'node held item[1]: failed',
      'item item item[1]: given-up',
      'fan-out item: given-up',
      'millrace run: failed',
    ]);
  });
});

function deferred<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void;
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve: (value) => resolve(value) };
}

describe('metrics', () => {
  const metricExporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter: metricExporter, exportIntervalMillis: 60_000 });
  const meters = new MeterProvider({ readers: [reader] });
  afterAll(() => meters.shutdown());

  /** What a metric is now. */
  const points = async (name: string): Promise<(Attributes & { readonly value: number })[]> => {
    metricExporter.reset();
    await reader.forceFlush();
    return metricExporter
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics))
      .filter(({ descriptor }) => descriptor.name === name)
      .flatMap(({ dataPoints }) =>
        dataPoints.map(({ attributes, value }) => ({ ...attributes, value: typeof value === 'number' ? value : value.count })),
      );
  };

  it('count items, failures and retries, and measure runs, fan-outs and nodes', async () => {
    await spansOf({ meter: meters.getMeter('one') });

    expect(await points('millrace.items')).toEqual(
      expect.arrayContaining([
        { 'millrace.fan_out.name': 'item', 'millrace.outcome': 'ok', value: 5 },
        { 'millrace.fan_out.name': 'item', 'millrace.outcome': 'failed', value: 1 },
        { 'millrace.fan_out.name': 'part', 'millrace.outcome': 'ok', value: 5 },
      ]),
    );
    expect(await points('millrace.failures')).toEqual([{ 'millrace.node.name': 'checked', 'error.type': 'RangeError', value: 1 }]);
    expect(await points('millrace.retries')).toEqual([{ 'millrace.node.name': 'checked', value: 1 }]);
    expect(await points('millrace.run.duration')).toEqual([{ 'millrace.outcome': 'ok', value: 1 }]);
    expect(await points('millrace.node.duration')).toContainEqual({ 'millrace.node.name': 'checked', 'millrace.outcome': 'ok', value: 5 });
    expect((await points('millrace.nodes.in_flight')).every(({ value }) => value === 0)).toBe(true);
    expect(await points('millrace.fan_out.duration')).toContainEqual({
      'millrace.fan_out.name': 'part',
      'millrace.outcome': 'ok',
      value: 5,
    });
  });

  it('count what is in flight while it is, and what was taken from the cache', async () => {
    const began = deferred<undefined>();
    const landing = deferred<number>();
    class Held {
      @node() held(): Promise<number> {
        began.resolve(undefined);
        return landing.promise;
      }
    }
    const driver = new Driver({ modules: [Held], hooks: [openTelemetry({ tracer, meter: meters.getMeter('two') })], cache: memoryCache() });
    const inFlight = async (): Promise<unknown> =>
      (await points('millrace.nodes.in_flight')).find((point) => point['millrace.node.name'] === 'held')?.value;

    const run = driver.run(['held']);
    await began.promise;
    expect(await inFlight()).toBe(1);
    landing.resolve(5);
    await run.outputs;
    expect(await inFlight()).toBe(0);
    expect(await points('millrace.cache.hits')).toEqual([]);
    await driver.execute(['held']);
    expect(await points('millrace.cache.hits')).toEqual([{ 'millrace.node.name': 'held', value: 1 }]);
  });
});

it('is refused with a number of items that is none, and bears whatever is thrown', async () => {
  class Odd {
    @retry({ attempts: 2, delayMs: 0 }) @node() odd(): number {
      throw Object.create(null);
    }
  }
  exporter.reset();

  for (const sampledItems of [NaN, -1])
    expect(() => openTelemetry({ sampledItems })).toThrow(`sampledItems of openTelemetry is ${sampledItems}`);
  await expect(new Driver({ modules: [Odd], hooks: [openTelemetry({ tracer })] }).execute(['odd'])).rejects.toMatchObject({
    code: 'NODE_FAILED',
  });
  expect(exporter.getFinishedSpans().find(({ name }) => name === 'node odd')?.status).toEqual({
    code: SpanStatusCode.ERROR,
    message: '[object Object]',
  });
});
