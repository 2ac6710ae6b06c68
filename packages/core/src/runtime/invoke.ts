import type { ItemPath } from '../types/item-path';
import type { NodeContext } from '../types/node-context';
import { Cancellation } from './cancellation';
import type { Frame } from './frame';
import type { Invocation } from './program';
import { readContext } from './read-argument';
import type { RunState } from './run-state';

/**
 * Calls a method of a dataflow class: the one place where this happens. What it throws, it throws; what it returns may be a promise.
 */
export function invoke(invocation: Invocation, frame: Frame, run: RunState): unknown {
  const bound = run.methods[invocation.callee];
  if (bound === undefined) throw new TypeError(`"${invocation.node}" has no method`);
  const { self } = bound;
  // The graph has matched the parameters with the dependencies, so the types of the arguments are not looked at again.
  const call = bound.call as (...args: unknown[]) => unknown;
  const { reads } = invocation;
  if (invocation.hasContext) {
    const context = new CallContext(invocation.node, frame, run);
    return call.apply(
      self,
      reads.map((read) => (read === readContext ? context : read(frame))),
    );
  }
  const [first, second, third] = reads;
  if (first === undefined) return call.call(self);
  if (second === undefined) return call.call(self, first(frame));
  if (third === undefined) return call.call(self, first(frame), second(frame));
  if (reads.length === 3) return call.call(self, first(frame), second(frame), third(frame));
  return call.apply(
    self,
    reads.map((read) => read(frame)),
  );
}

class CallContext implements NodeContext {
  readonly node: string;
  readonly attempt = 1;
  readonly #frame: Frame;
  readonly #run: RunState;
  #cancellation: Cancellation | undefined;

  constructor(node: string, frame: Frame, run: RunState) {
    this.node = node;
    this.#frame = frame;
    this.#run = run;
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
    return this.#run.config;
  }

  get context(): unknown {
    return this.#run.context;
  }
}
