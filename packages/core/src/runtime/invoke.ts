import type { ItemPath } from '../types/item-path';
import type { NodeContext } from '../types/node-context';
import type { BoundMethod } from './bound-method';
import { Cancellation } from './cancellation';
import type { Frame } from './frame';
import { HookedNode } from './hooked-node';
import type { LayerTable } from './layers/layer-table';
import type { Layers } from './layers/layers-of';
import { NodeCall, type Layer, type Next } from './layers/node-call';
import type { Invocation } from './program';
import { readContext, type Read } from './read-argument';
import type { RunState } from './run-state';

/** Calls a method for an item of the run. */
export function invoke({ node, place }: Invocation, frame: Frame, run: RunState): unknown {
  const call = run.bound.calls[place];
  if (call === undefined) throw new TypeError(`"${node}" has no method`);
  return call(frame, run);
}

/** Calls a node for an item (or the root) and gives what it returns, maybe a promise; throws what it throws. */
type Call = (frame: Frame, run: RunState, call?: NodeCall) => unknown;

/** The calls of a program. */
export interface BoundCalls {
  /** For each invocation. */
  readonly calls: readonly Call[];
  /** For each invocation of which hooks are told, where they are all that is around it. */
  readonly hooked: readonly (HookedNode | undefined)[];
}

/** Binds the invocations of a program to their methods, in the same order. */
export function bindCalls(invocations: readonly Invocation[], methods: readonly BoundMethod[], table: LayerTable): BoundCalls {
  const calls: Call[] = [];
  const hooked: (HookedNode | undefined)[] = [];
  methods.forEach((method, index) => {
    const invocation = invocations[index];
    if (invocation === undefined) return;
    const call = bindCall(invocation, method);
    const { layers, hooks } = invocation.layered || invocation.hooks !== undefined ? table.of(invocation.node) : NOTHING;
    hooked[index] = hooks === undefined ? undefined : new HookedNode(invocation, hooks, (made) => call(made.frame, made.run, made));
    const parts = hooked[index];
    if (parts !== undefined) calls[index] = (frame, run) => parts.make(frame, run);
    else calls[index] = layers.length > 0 ? withLayers(call, invocation, layers) : call;
  });
  return { calls, hooked };
}

const NOTHING: Layers = { layers: [] };

/** Puts layers around a call, the first of them outermost. */
function withLayers(call: Call, invocation: Invocation, layers: readonly Layer[]): Call {
  const innermost: Next = (made) => call(made.frame, made.run, made);
  const layered = layers.reduceRight((next, layer) => layer(next), innermost);
  return (frame, run) => layered(new NodeCall(invocation, frame, run));
}

/**
 * Binds an invocation to its method. This and generated code are the places where methods of dataflow classes are called. There is a closure for each
 * small number of arguments, because a list of them made for every call would cost more than most calls.
 */
function bindCall<K extends string>(invocation: Invocation, method: BoundMethod<K>): Call {
  const { reads, slots, hasContext, config } = invocation;
  if (hasContext) {
    const { self, key } = method;
    return (frame, run, call = new NodeCall(invocation, frame, run)) => {
      const context = new CallContext(call, config);
      return self[key](...reads.map((read) => (read === readContext ? context : read(frame))));
    };
  }
  const own = slots.filter((slot) => slot !== undefined);
  return own.length === reads.length ? bindSlots(method, own) : bindReads(method, reads);
}

/** Arguments that are slots of the frame itself, which most are, need no reader in between. */
function bindSlots<K extends string>({ self, key }: BoundMethod<K>, slots: readonly number[]): Call {
  const [first = 0, second = 0, third = 0] = slots;
  switch (slots.length) {
    case 0:
      return () => self[key]();
    case 1:
      return ({ slots: values }) => self[key](values[first]);
    case 2:
      return ({ slots: values }) => self[key](values[first], values[second]);
    case 3:
      return ({ slots: values }) => self[key](values[first], values[second], values[third]);
    default:
      return ({ slots: values }) => self[key](...slots.map((slot) => values[slot]));
  }
}

function bindReads<K extends string>({ self, key }: BoundMethod<K>, reads: readonly Read[]): Call {
  const [first, second] = reads;
  if (first !== undefined && reads.length === 1) return (frame) => self[key](first(frame));
  if (first !== undefined && second !== undefined && reads.length === 2) return (frame) => self[key](first(frame), second(frame));
  return (frame) => self[key](...reads.map((read) => read(frame)));
}

class CallContext implements NodeContext {
  readonly attempt: number;
  readonly #call: NodeCall;
  /** What gives this attempt up, or all that it is in. */
  readonly #around: Cancellation;
  readonly #config: NodeContext['config'] | undefined;
  #cancellation: Cancellation | undefined;

  constructor(call: NodeCall, config: NodeContext['config'] | undefined) {
    this.attempt = call.attempt;
    this.#call = call;
    this.#around = call.cancellation;
    this.#config = config;
    call.frame.share();
  }

  get node(): string {
    return this.#call.node;
  }

  get signal(): AbortSignal {
    if (this.#cancellation === undefined) {
      this.#cancellation = new Cancellation(this.#around);
      (this.#call.frame.signals ??= []).push(this.#cancellation);
    }
    return this.#cancellation.signal;
  }

  get runId(): string {
    return this.#call.run.id;
  }

  get path(): ItemPath {
    return this.#call.frame.path;
  }

  get config(): Readonly<Record<string, unknown>> {
    return this.#config ?? this.#call.run.config;
  }

  get context(): unknown {
    return this.#call.run.context;
  }

  /** Read off and called by itself as often as not. */
  get log(): NodeContext['log'] {
    return (message, { level = 'info', data } = {}) =>
      this.#call.run.events.log(this.#call, { level, message, ...(data !== undefined && { data }) });
  }
}
