import { callResult, keyOf, overrideValue, sortedRows, sourceItems } from '../model/behaviour';
import { digest } from '../model/digest';
import { foldInit, foldStep, type FoldSpec } from '../model/fold-step';
import { falsyValues, type DepSpec, type NodeSpec, type OverrideSpec, type Scenario } from '../model/graph-spec';
import { isCollector, isParallelizable, mentionsOf } from '../model/mentions';
import { placementOf, placements, type Placement } from '../model/scopes';
import { ancestor, failureId, itemFrame, whereIs, type FanOut, type Frame, type Step } from './frame';
import { gather } from './gather';
import { argumentOf, valueOf, type Values } from './argument';
import { requirementsOf, type EffectiveGraph } from './needs';
import { DROPPED, failedAt, obstacle, valueOutcome, type Missing, type Outcome } from './outcome';

/** One call of a method, with its arguments as a digest. */
export interface Call {
  readonly node: string;
  readonly path: readonly Step[];
  readonly args: string;
}

/** A verdict on a fan-out instance with a `tolerate` policy, as one collector sees it. */
export interface ToleranceVerdict {
  readonly parallelizable: string;
  readonly at: Frame;
  readonly exceeded: boolean;
}

/**
 * One run, by the text of the rules: every value is worked out when it is first asked for, items are plain arrays, and nothing overlaps.
 * It knows nothing of phases, timing or concurrency, because results may not depend on them.
 */
export class Evaluation implements EffectiveGraph, Values {
  readonly nodes: ReadonlyMap<string, NodeSpec>;
  readonly placed: ReadonlyMap<string, Placement>;
  readonly calls: Call[] = [];
  readonly failures = new Map<string, readonly Step[]>();
  readonly ambiguities = new Set<string>();
  readonly verdicts: ToleranceVerdict[] = [];
  /** Whether a source or a fold broke, or a fold stopped early: then what had run by that time is a matter of timing. */
  broke = false;
  stoppedEarly = false;
  readonly #overrides: ReadonlyMap<string, OverrideSpec>;
  readonly #inputs: ReadonlyMap<string, unknown>;
  readonly #requirements = new Map<string, ReadonlyMap<string, boolean>>();

  constructor({ graph, request }: Scenario) {
    this.nodes = new Map(graph.nodes.map((node) => [node.name, node]));
    this.placed = placements(graph);
    this.#overrides = new Map(request.overrides.map((override) => [override.name, override]));
    this.#inputs = new Map(
      graph.inputs.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value === -1 ? name : falsyValues[value]] as const])),
    );
  }

  isOverridden(name: string): boolean {
    return this.#overrides.has(name);
  }

  /** The value of a node as its dependants in this frame see it: of a parallelizable, the item. */
  value(name: string, frame: Frame): Outcome {
    const { scope, lives } = placementOf(this.placed, name);
    if (lives.length > scope.length) return valueOutcome(ancestor(frame, lives.length).item);
    const at = ancestor(frame, scope.length);
    const known = at.outcomes.get(name) ?? this.#compute(name, at);
    at.outcomes.set(name, known);
    return known;
  }

  /** The items of a parallelizable for the item of its own scope. */
  fanOut(name: string, frame: Frame): FanOut {
    const at = ancestor(frame, placementOf(this.placed, name).scope.length);
    const known = at.fanOuts.get(name) ?? this.#open(this.#node(name), at);
    at.fanOuts.set(name, known);
    return known;
  }

  /** Gathers inner values for `each`: as a collector that closes all their fan-outs would. */
  each(name: string, root: Frame): Outcome {
    const collector: NodeSpec = {
      name: `each ${name}`,
      role: 'collect',
      deps: [{ kind: 'ref', name }],
      body: { result: 'first' },
      delay: 0,
    };
    const gathers = placementOf(this.placed, name).lives;
    const args = this.#gathered(collector, { scope: [], lives: [], closes: gathers, gathers }, root);
    return Array.isArray(args) ? valueOutcome(args[0]) : args;
  }

  #compute(name: string, at: Frame): Outcome {
    if (this.#inputs.has(name)) return valueOutcome(this.#inputs.get(name));
    const node = this.#node(name);
    const override = this.#overrides.get(name);
    if (override !== undefined) return valueOutcome(overrideValue(override, false, whereIs(at)));
    const args = this.#arguments(node, at);
    if (!Array.isArray(args)) return args;
    this.#record(node, at, args);
    const result = callResult(node.as ?? name, node.body, args);
    if (result.kind === 'value') return valueOutcome(result.value);
    // At the root there is no item to drop.
    return result.kind === 'drop' && at.path.length > 0 ? DROPPED : this.#fail(name, at);
  }

  #open(node: NodeSpec, at: Frame): FanOut {
    const override = this.#overrides.get(node.name);
    if (override !== undefined) {
      const items = overrideValue(override, true, whereIs(at)) as unknown[];
      return { obstacle: undefined, items: this.#frames(node, at, items) };
    }
    const args = this.#arguments(node, at);
    if (!Array.isArray(args)) return { obstacle: args, items: [] };
    this.#record(node, at, args);
    const { items, breaks } = sourceItems(node.as ?? node.name, fanOutOf(node), args);
    if (breaks) this.broke = true;
    if (breaks && [...this.nodes.values()].some(mayStopEarly)) this.ambiguities.add('a fold may have had enough before the source broke');
    return { obstacle: breaks ? this.#fail(node.name, at) : undefined, items: this.#frames(node, at, items) };
  }

  #frames(node: NodeSpec, at: Frame, items: readonly unknown[]): Frame[] {
    const { keyed } = fanOutOf(node);
    return items.map((item, index) => {
      const key = keyed ? keyOf(item, index) : String(index);
      return itemFrame(at, { parallelizable: node.name, index, key }, item);
    });
  }

  /** The arguments of a method, or why it cannot be called. */
  #arguments(node: NodeSpec, at: Frame): unknown[] | Missing {
    if (isCollector(node)) return this.#gathered(node, placementOf(this.placed, node.name), at);
    const args = node.deps.map((dep) => argumentOf(dep, at, this));
    return obstacle(args) ?? args.map(valueOf);
  }

  input(name: string): { readonly value: unknown } | undefined {
    return this.#inputs.has(name) ? { value: this.#inputs.get(name) } : undefined;
  }

  #gathered(node: NodeSpec, placement: Placement, at: Frame): unknown[] | Missing {
    const { scope, closes, gathers } = placement;
    const requirements = this.#requirementsOf(node, placement);
    const direct = new Set(mentionsOf(node).map(({ name }) => name));
    const rows = gather(at, scope.length, {
      gathers,
      fanOut: (name, frame) => this.fanOut(name, frame),
      policy: (name) => fanOutOf(this.#node(name)).onItemError,
      missing: (depth, frame) => {
        const here = [...requirements].filter(([name]) => this.#isAt(name, depth, scope.length, gathers));
        // Whether an item has a settled value is told by that value, not by what it needs beside it.
        const isRow = depth === gathers.length;
        const asked = here.filter(([name, failing]) => failing || !isRow || direct.has(name));
        if (
          !isRow &&
          this.#isMixed(
            asked.filter(([, failing]) => !failing).map(([name]) => name),
            frame,
          )
        )
          this.ambiguities.add('values around a settled one: one has failed, one is dropped');
        return obstacle(asked.map(([name, failing]) => this.#requirement(name, failing, frame)));
      },
      onTolerance: (parallelizable, frame, exceeded) => this.verdicts.push({ parallelizable, at: frame, exceeded }),
      onAmbiguity: (reason) => this.ambiguities.add(reason),
    });
    if (rows.kind !== 'rows') {
      if (node.deps.some((dep) => dep.kind === 'fold' && dep.failWhen !== undefined))
        this.ambiguities.add('a fold that may throw lacks a value');
      // A failure outweighs a drop.
      const around = obstacle(node.deps.map((dep) => (dep.kind === 'plain' ? argumentOf(dep.of, at, this) : undefined)));
      return around?.kind === 'failed' && rows.kind === 'dropped' ? around : rows;
    }
    const args = node.deps.map((dep) => this.#column(node, dep, rows.rows, at));
    const isUnordered = closes.some((name) => !fanOutOf(this.#node(name)).ordered);
    const missing = obstacle(args);
    if (missing !== undefined) return missing;
    return isUnordered && this.nodes.has(node.name) ? sortedRows(node.deps, args.map(valueOf)) : args.map(valueOf);
  }

  /** Requirements of the outer scopes are asked for once, at the collector's own depth. */
  #isAt(name: string, depth: number, own: number, gathers: readonly string[]): boolean {
    const { scope } = placementOf(this.placed, name);
    const isAround = scope.every((parallelizable, index) => parallelizable === gathers[index]);
    return isAround && Math.max(scope.length, own) === depth;
  }

  #isMixed(names: readonly string[], frame: Frame): boolean {
    const kinds = names.map((name) => this.#requirement(name, true, frame)?.kind);
    return kinds.includes('failed') && kinds.includes('dropped');
  }

  #requirement(name: string, failing: boolean, frame: Frame): Outcome | undefined {
    const node = this.nodes.get(name);
    const outcome = node !== undefined && isParallelizable(node) ? this.fanOut(name, frame).obstacle : this.value(name, frame);
    return outcome?.kind === 'failed' && !failing ? undefined : outcome;
  }

  #column(node: NodeSpec, dep: DepSpec, rows: readonly Frame[], at: Frame): Outcome {
    if (dep.kind === 'plain') return argumentOf(dep.of, at, this);
    if (dep.kind === 'fold') return this.#fold(node, dep, rows, at);
    return valueOutcome(rows.map((row) => valueOf(argumentOf(dep, row, this))));
  }

  #fold(node: NodeSpec, dep: FoldSpec, rows: readonly Frame[], at: Frame): Outcome {
    let accumulator = foldInit(dep.reducer);
    for (const [index, row] of rows.entries()) {
      const entry = valueOf(argumentOf(dep.of, row, this));
      const step = attempt(() => foldStep(dep, accumulator, entry, index));
      if (step === undefined) this.broke = true;
      if (step === undefined) return this.#fail(node.name, at);
      accumulator = step.next;
      if (step.stop) this.stoppedEarly = true;
      if (step.stop) break;
    }
    return valueOutcome(accumulator);
  }

  #record(node: NodeSpec, at: Frame, args: readonly unknown[]): void {
    if (node.silent !== true) this.calls.push({ node: node.as ?? node.name, path: at.path, args: digest('', args) });
  }

  #fail(node: string, at: Frame): Missing {
    const id = failureId(node, at);
    this.failures.set(id, at.path);
    return failedAt(at.path.length, id);
  }

  #requirementsOf(node: NodeSpec, placement: Placement): ReadonlyMap<string, boolean> {
    const known = this.#requirements.get(node.name) ?? requirementsOf(this, node, placement);
    this.#requirements.set(node.name, known);
    return known;
  }

  #node(name: string): NodeSpec {
    const found = this.nodes.get(name);
    if (found === undefined) throw new Error(`No node "${name}"`);
    return found;
  }
}

function fanOutOf(node: NodeSpec): NonNullable<NodeSpec['fanOut']> {
  if (node.fanOut === undefined) throw new Error(`"${node.name}" is no parallelizable`);
  return node.fanOut;
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

function mayStopEarly({ deps }: NodeSpec): boolean {
  return deps.some((dep) => dep.kind === 'fold' && dep.reducer === 'firstTwo');
}
