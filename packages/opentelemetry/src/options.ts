import type { RunInfo } from '@millrace/core';
import type { Attributes, Meter, Tracer } from '@opentelemetry/api';

/** Options of `openTelemetry`. */
export interface OpenTelemetryOptions {
  /** Default: that of the global provider for `@millrace/opentelemetry`. */
  readonly tracer?: Tracer;
  /** Default: that of the global provider for `@millrace/opentelemetry`. */
  readonly meter?: Meter;
  /** How many items of each instance of a fan-out get a span, with spans for their nodes: the first ones. Default: 20. */
  readonly sampledItems?: number;
  /** Whether items that fail get spans, for themselves and their nodes, although they are not among the first. Default: true. */
  readonly failedItems?: boolean;
  /** Attributes for the span of a run, a tenant, say. */
  readonly attributes?: (run: RunInfo) => Attributes;
}
