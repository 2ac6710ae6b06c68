import type { ItemPath } from '../types/item-path';
import type { NodeContext } from '../types/node-context';
import type { BoundMethod } from './bound-method';
import { Cancellation } from './cancellation';
import type { Frame } from './frame';
import type { Invocation } from './program';
import { readContext, type Read } from './read-argument';
import type { RunState } from './run-state';

/** Calls a method for an item of the run. */
export function invoke({ node, place }: Invocation, frame: Frame, run: RunState): unknown {
  const call = run.calls[place];
  if (call === undefined) throw new TypeError(`"${node}" has no method`);
  return call(frame, run);
}

/** Calls a node for an item (or the root) and gives what it returns, maybe a promise; throws what it throws. */
export type Call = (frame: Frame, run: RunState) => unknown;

/** Binds the invocations of a program to their methods, in the same order. */
export function bindCalls(invocations: readonly Invocation[], methods: readonly BoundMethod[]): Call[] {
  return methods.flatMap((method, index) => {
    const invocation = invocations[index];
    return invocation === undefined ? [] : [bindCall(invocation, method)];
  });
}

/**
 * Binds an invocation to its method. This is the one place where methods of dataflow classes are called. There is a closure for each
 * small number of arguments, because a list of them made for every call would cost more than most calls.
 */
function bindCall({ node, reads, slots, hasContext, config }: Invocation, { self, call }: BoundMethod): Call {
  // The graph has matched the parameters with the dependencies, so the types of the arguments are not looked at again.
  const method = call as Method;
  if (hasContext) {
    return (frame, run) => {
      const context = new CallContext(node, frame, run, config);
      return method.apply(
        self,
        reads.map((read) => (read === readContext ? context : read(frame))),
      );
    };
  }
  return slots === undefined ? bindReads(method, self, reads) : bindSlots(method, self, slots);
}

type Method = (...args: unknown[]) => unknown;

/** Arguments that are slots of the frame itself, which most are, need no reader in between. */
function bindSlots(method: Method, self: unknown, slots: readonly number[]): Call {
  const [first = 0, second = 0, third = 0] = slots;
  switch (slots.length) {
    case 0:
      return () => method.call(self);
    case 1:
      return (frame) => method.call(self, frame.slots[first]);
    case 2:
      return (frame) => method.call(self, frame.slots[first], frame.slots[second]);
    case 3:
      return (frame) => method.call(self, frame.slots[first], frame.slots[second], frame.slots[third]);
    default:
      return (frame) =>
        method.apply(
          self,
          slots.map((slot) => frame.slots[slot]),
        );
  }
}

function bindReads(method: Method, self: unknown, reads: readonly Read[]): Call {
  const [first, second] = reads;
  if (first !== undefined && reads.length === 1) return (frame) => method.call(self, first(frame));
  if (first !== undefined && second !== undefined && reads.length === 2) return (frame) => method.call(self, first(frame), second(frame));
  return (frame) =>
    method.apply(
      self,
      reads.map((read) => read(frame)),
    );
}

class CallContext implements NodeContext {
  readonly node: string;
  readonly attempt = 1;
  readonly #frame: Frame;
  readonly #run: RunState;
  readonly #config: NodeContext['config'] | undefined;
  #cancellation: Cancellation | undefined;

  constructor(node: string, frame: Frame, run: RunState, config: NodeContext['config'] | undefined) {
    this.node = node;
    this.#frame = frame;
    this.#run = run;
    this.#config = config;
    frame.share();
  }

  get signal(): AbortSignal {
    if (this.#cancellation === undefined) {
      this.#cancellation = new Cancellation(this.#frame.owner.cancellation);
      (this.#frame.signals ??= []).push(this.#cancellation);
    }
    return this.#cancellation.signal;
  }

  get runId(): string {
    return this.#run.id;
  }

  get path(): ItemPath {
    return this.#frame.path;
  }

  get config(): Readonly<Record<string, unknown>> {
    return this.#config ?? this.#run.config;
  }

  get context(): unknown {
    return this.#run.context;
  }
}
