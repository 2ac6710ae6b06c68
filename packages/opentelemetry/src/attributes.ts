import type { ItemPath, NodeRun } from '@millrace/core';
import { SpanStatusCode, type Attributes, type Span } from '@opentelemetry/api';

/** The names of attributes. `error.type` and `code.function.name` are those of the semantic conventions. */
export const attribute = {
  runId: 'millrace.run.id',
  outputs: 'millrace.run.outputs',
  fanOut: 'millrace.fan_out.name',
  items: 'millrace.fan_out.items',
  failedItems: 'millrace.fan_out.failed_items',
  itemIndex: 'millrace.item.index',
  itemKey: 'millrace.item.key',
  node: 'millrace.node.name',
  path: 'millrace.path',
  attempts: 'millrace.node.attempts',
  cached: 'millrace.node.cached',
  outcome: 'millrace.outcome',
  errorType: 'error.type',
  functionName: 'code.function.name',
} as const;

/** What a span says of a call. */
export function attributesOfNode({ name, path, info }: NodeRun): Attributes {
  return {
    [attribute.node]: name,
    ...(path.length > 0 && { [attribute.path]: describePath(path) }),
    ...(info.method !== '' && { [attribute.functionName]: `${info.module}.${info.method}` }),
  };
}

/** A path as `region[3] / city[0]`. */
export function describePath(path: ItemPath): string {
  return path.map(({ parallelizable, index }) => `${parallelizable}[${index}]`).join(' / ');
}

/** What the semantic conventions call the type of an error: its code, or its class. */
export function errorType(error: unknown): string {
  if (!(error instanceof Error)) return '_OTHER';
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' && code !== '' ? code : error.name;
}

/** Notes on a span how something has ended; `error` where it has failed. */
export function noteOutcome(span: Span, outcome: { readonly status: string; readonly error?: unknown }): void {
  span.setAttribute(attribute.outcome, outcome.status);
  if (outcome.status !== 'failed') return;
  const { error } = outcome;
  span.setAttribute(attribute.errorType, errorType(error));
  const message = describeError(error);
  span.recordException(error instanceof Error ? error : message);
  span.setStatus({ code: SpanStatusCode.ERROR, message });
}

/** What something thrown says of itself; anything may be thrown, also what is no text. */
export function describeError(error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error);
  } catch {
    return Object.prototype.toString.call(error);
  }
}
