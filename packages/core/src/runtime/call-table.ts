import { EMPTY } from './absent';
import type { BoundMethod, Method } from './bound-method';
import { loopTurn } from './loop-turn';
import { isOdd, Thrown } from './odd';
import type { LinkedBlock, LinkedCall } from './program';
import type { RunCalls } from './run-calls';
import type { RunState } from './run-state';
import type { Straight } from './straight';

/** Blocks of more steps are run from a table. Code for them would take V8 seconds to compile. */
export const LONG = 1000;

/** Arguments that are passed by position; a call of more goes by way of the bound call. */
const POSITIONAL = 3;

/**
 * Runs a long block as `interpret` does, from a table in which all that a call takes stands side by side: with thousands of steps, it is memory that one waits
 * for. For the same reason methods are looked up once, and again only where instances have got others of their own since the latest run: a spy that a test puts on
 * an instance is heard by the next run, one on the prototype is not.
 */
export function tabulate(block: LinkedBlock, methods: readonly BoundMethod[], calls: RunCalls<RunState>['calls']): Straight {
  const frees: number[] = [];
  const table = block.steps.map((step) => (step.kind === 'call' ? new TableCall(step, methods[step.place], frees) : undefined));
  const instances = new Instances(table.flatMap((entry) => entry?.bound ?? []));
  return (run, frame, from) => {
    if (run.permits.exhausted) return from;
    if (from === 0 && instances.haveChanged()) for (const entry of table) entry?.lookUp();
    const { slots, owner } = frame;
    const { cancellation } = owner;
    let position = from;
    let freed = table[from - 1]?.freesUntil ?? 0;
    try {
      for (;;) {
        const entry = table[position];
        if (entry === undefined || cancellation.stopped || loopTurn.isOverdue()) return position;
        const { method, self, target } = entry;
        // As in `interpret`.
        if (!frame.inOrder && slots[target] !== EMPTY) return position;
        let result: unknown;
        switch (entry.positional) {
          case 0:
            result = method.call(self);
            break;
          case 1:
            result = method.call(self, slots[entry.first]);
            break;
          case 2:
            result = method.call(self, slots[entry.first], slots[entry.second]);
            break;
          case POSITIONAL:
            result = method.call(self, slots[entry.first], slots[entry.second], slots[entry.third]);
            break;
          default:
            result = calls[entry.place]?.(frame, run);
        }
        if (typeof result !== 'number' && typeof result !== 'string' && isOdd(result)) {
          frame.odd = result;
          return position;
        }
        slots[target] = result;
        for (const { freesUntil } = entry; freed < freesUntil; freed++) slots[frees[freed] ?? 0] = undefined;
        position++;
      }
    } catch (error) {
      frame.odd = new Thrown(error);
      return position;
    }
  };
}

/** A call as it stands in the table. */
class TableCall {
  method: Method;
  readonly self: unknown;
  /** How many arguments are passed by position; -1 where they are not. */
  readonly positional: number;
  readonly first: number;
  readonly second: number;
  readonly third: number;
  readonly target: number;
  /** Where the slots end, in the list of all, that nobody needs after this call and those before it. */
  readonly freesUntil: number;
  readonly place: number;
  readonly bound: BoundMethod | undefined;

  constructor({ slots, indirect, target, place, frees }: LinkedCall, bound: BoundMethod | undefined, allFrees: number[]) {
    const isPositional = !indirect && slots.length <= POSITIONAL && !slots.includes(undefined);
    this.method = notBound;
    this.self = bound?.self;
    this.positional = isPositional && bound !== undefined ? slots.length : -1;
    const [first = 0, second = 0, third = 0] = slots;
    this.first = first;
    this.second = second;
    this.third = third;
    this.target = target;
    this.freesUntil = allFrees.push(...frees);
    this.place = place;
    this.bound = bound;
    this.lookUp();
  }

  lookUp(): void {
    if (this.bound !== undefined) this.method = this.bound.self[this.bound.key] ?? notBound;
  }
}

function notBound(): never {
  throw new TypeError('a call is not bound to a method');
}

/** The objects that methods are called on, watched for methods of their own. */
class Instances {
  readonly #keys: ReadonlyMap<BoundMethod['self'], ReadonlySet<string>>;
  #own: readonly unknown[];

  constructor(methods: readonly BoundMethod[]) {
    const keys = new Map<BoundMethod['self'], Set<string>>();
    for (const { self, key } of methods) {
      const known = keys.get(self);
      if (known === undefined) keys.set(self, new Set([key]));
      else known.add(key);
    }
    this.#keys = keys;
    this.#own = this.#find();
  }

  /** Whether they have other methods of their own than when this was last asked. */
  haveChanged(): boolean {
    const own = this.#find();
    const isSame = own.length === this.#own.length && own.every((entry, index) => entry === this.#own[index]);
    this.#own = own;
    return !isSame;
  }

  /** Keys and methods, in turn. */
  #find(): unknown[] {
    const own: unknown[] = [];
    for (const [self, keys] of this.#keys) for (const key of Object.keys(self)) if (keys.has(key)) own.push(self, key, self[key]);
    return own;
  }
}
