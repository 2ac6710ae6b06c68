import type { FanOutSpec, Scenario } from '../model/graph-spec';
import { isParallelizable } from '../model/mentions';
import { placementOf } from '../model/scopes';
import { Evaluation, type Call } from './evaluation';
import { failureId, rootFrame, type Frame, type Step } from './frame';
import { exceeds } from './gather';
import { neededFor } from './needs';
import type { Outcome } from './outcome';

/** What a run must give. */
export interface Expected {
  /** By name; `failed` outputs are the rejected ones of `executeSettled`. */
  readonly outputs: ReadonlyMap<string, Outcome>;
  /** Whether something fails in the root scope, which makes `execute` reject (E1), even if only a `settled` needs it. */
  readonly stops: boolean;
  /** All failures that a run can meet, as `node @ P[0]/Q[2]`, with their paths. */
  readonly failures: ReadonlyMap<string, readonly Step[]>;
  /** Fan-outs in which more items failed than the policy bears, named like failures. */
  readonly overflows: ReadonlySet<string>;
  /** All calls that a run can make. */
  readonly calls: readonly Call[];
  /** Whether a run meets exactly these failures and makes exactly these calls; otherwise timing decides which part of them. */
  readonly isExact: boolean;
  /** Where the rules leave the outcome open; nothing is to be compared then. */
  readonly ambiguities: ReadonlySet<string>;
}

/** Evaluates a scenario naively: every needed node for every item, whether or not something has failed. */
export function evaluate(scenario: Scenario): Expected {
  const run = new Evaluation(scenario);
  const root = rootFrame();
  const needed = neededFor(run, scenario.request.outputs);

  for (const name of needed) {
    const { scope } = placementOf(run.placed, name);
    const node = run.nodes.get(name);
    if (node === undefined && scenario.graph.inputs.every((input) => input.name !== name)) throw new Error(`No node or input "${name}"`);
    for (const frame of framesOf(run, scope, root)) {
      if (node !== undefined && isParallelizable(node)) run.fanOut(name, frame);
      else run.value(name, frame);
    }
  }
  const outputs = new Map(scenario.request.outputs.map((name) => [name, outputOf(run, name, root)]));

  judgeTolerance(run, needed);
  if (run.stoppedEarly && run.failures.size > 0) run.ambiguities.add('a fold stopped early in a run with failures');
  return {
    outputs,
    stops: [...outputs.values()].some(({ kind }) => kind === 'failed') || [...needed].some((name) => failsIn(run, name, root)),
    failures: run.failures,
    overflows: new Set(run.verdicts.filter(({ exceeded }) => exceeded).map(({ parallelizable, at }) => failureId(parallelizable, at))),
    calls: run.calls,
    isExact: isExact(run, outputs),
    ambiguities: run.ambiguities,
  };
}

function outputOf(run: Evaluation, name: string, root: Frame): Outcome {
  return placementOf(run.placed, name).lives.length === 0 ? run.value(name, root) : run.each(name, root);
}

/** All items of a scope. */
function framesOf(run: Evaluation, scope: readonly string[], root: Frame): readonly Frame[] {
  return scope.reduce<readonly Frame[]>(
    (frames, parallelizable) => frames.flatMap((frame) => run.fanOut(parallelizable, frame).items),
    [root],
  );
}

/**
 * `tolerate` counts failed items "per fan-out instance" (E2), yet outputs may not depend on what else is requested (R3). A scenario in which
 * the count of one collector's values and the count of everything that runs differ in their verdict is left open.
 */
function judgeTolerance(run: Evaluation, needed: ReadonlySet<string>): void {
  for (const { parallelizable, at, exceeded } of run.verdicts) {
    const policy = run.nodes.get(parallelizable)?.fanOut?.onItemError;
    if (typeof policy !== 'object') continue;
    const { items } = run.fanOut(parallelizable, at);
    const failed = items.filter((item) => [...needed].some((name) => failsIn(run, name, item))).length;
    // Failures further in count where every policy on the way lets them out; whether it does is not worked out here.
    const touched = items.filter((item) => [...run.failures.values()].some((path) => isWithin(path, item))).length;
    if ([failed, touched].some((count) => exceeds(policy.tolerate, count, items.length) !== exceeded))
      run.ambiguities.add('failures are borne by one count and not by the other');
  }
}

/** Whether a path leads into an item, or to it. */
function isWithin(path: readonly { readonly parallelizable: string; readonly index: number }[], item: Frame): boolean {
  return item.path.every(
    ({ parallelizable, index }, depth) => path[depth]?.parallelizable === parallelizable && path[depth].index === index,
  );
}

/** Whether a node, or a fan-out that opens here, fails in this very item, or at the root (not because of something further out). */
function failsIn(run: Evaluation, name: string, item: Frame): boolean {
  const { scope, lives } = placementOf(run.placed, name);
  const depth = item.path.length;
  if (scope.length !== depth || scope.at(-1) !== item.path.at(-1)?.parallelizable) return false;
  const outcome = lives.length > scope.length ? run.fanOut(name, item).obstacle : run.value(name, item);
  return outcome?.kind === 'failed' && [...outcome.by.values()].includes(depth);
}

/** A run is cut short by a failure that leaves its item, by a broken source or fold, and by a fold that needs no more. */
function isExact(run: Evaluation, outputs: ReadonlyMap<string, Outcome>): boolean {
  if (run.broke || run.stoppedEarly || run.verdicts.some(({ exceeded }) => exceeded)) return false;
  if ([...outputs.values()].some(({ kind }) => kind === 'failed')) return false;
  return [...run.failures.values()].every((path) => {
    const innermost = path.at(-1);
    return innermost !== undefined && policyOf(run, innermost.parallelizable) !== 'fail';
  });
}

function policyOf(run: Evaluation, parallelizable: string): FanOutSpec['onItemError'] | undefined {
  return run.nodes.get(parallelizable)?.fanOut?.onItemError;
}
