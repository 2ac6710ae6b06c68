import type { ItemPath } from '@millrace/core';
import { trace, type Attributes, type Context, type Span, type Tracer } from '@opentelemetry/api';

/** What spans are made with. */
export interface Spans {
  readonly tracer: Tracer;
  readonly sampledItems: number;
}

/** A call of an item without a span, as far as it is needed if the item fails. */
export interface KeptCall {
  readonly name: string;
  readonly attributes: Attributes;
  readonly startTime: number;
  readonly endTime: number;
  readonly outcome: { readonly status: string; readonly error?: unknown };
}

/** How many calls of an item without a span are kept. */
const KEPT_CALLS = 100;

/** The root of a run, or one of its items: what runs in it, and under which span. */
export class Scope {
  /** Without one, nothing in it gets spans, unless it fails. */
  readonly span: Span | undefined;
  /** The context in which its span is active, or that of the nearest one around it which has a span. */
  readonly context: Context;
  readonly fanOuts = new Map<string, FanOutScope>();
  readonly calls: KeptCall[] = [];

  constructor(span: Span | undefined, around: Context) {
    this.span = span;
    this.context = span === undefined ? around : trace.setSpan(around, span);
  }

  keep(call: KeptCall): void {
    if (this.calls.length < KEPT_CALLS) this.calls.push(call);
  }

  /** The item that a path leads to, from here. */
  at(path: ItemPath): Scope {
    let scope: Scope = this;
    for (const { parallelizable, index } of path) scope = scope.fanOuts.get(parallelizable)?.item(index) ?? scope;
    return scope;
  }
}

/** An instance of a fan-out that is open. */
export class FanOutScope {
  readonly span: Span | undefined;
  readonly context: Context;
  readonly #name: string;
  readonly #spans: Spans;
  readonly #open = new Map<number, Scope>();
  #sampled = 0;

  constructor(name: string, around: Scope, spans: Spans) {
    this.#name = name;
    this.#spans = spans;
    this.span = around.span === undefined ? undefined : spans.tracer.startSpan(`fan-out ${name}`, {}, around.context);
    this.context = this.span === undefined ? around.context : trace.setSpan(around.context, this.span);
  }

  /** An open item. It begins when it is first asked for. */
  item(index: number): Scope {
    const known = this.#open.get(index);
    if (known !== undefined) return known;
    const { tracer, sampledItems } = this.#spans;
    const isSampled = this.span !== undefined && this.#sampled < sampledItems;
    if (isSampled) this.#sampled++;
    const scope = new Scope(isSampled ? tracer.startSpan(`item ${this.#name}`, {}, this.context) : undefined, this.context);
    this.#open.set(index, scope);
    return scope;
  }

  /** Lets go of an item that has ended. */
  closeItem(index: number): Scope {
    const scope = this.item(index);
    this.#open.delete(index);
    return scope;
  }
}
