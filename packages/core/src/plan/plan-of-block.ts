import type { Block, FanOutStep } from './block';
import { Plan } from './plan';

/** The part of a plan that runs for the items of one pass over a fan-out. */
export interface BlockPlan {
  /** The way to the fan-out, which is not opened, and its block; nothing beside. */
  readonly plan: Plan;
  readonly block: Block;
}

/** Cuts a block out of a plan: the one with this number, counted from the root inwards and from the first step to the last. */
export function planOfBlock(plan: Plan, place: number): BlockPlan | undefined {
  const way = findWay(plan.root, place, { next: 1 });
  const block = way?.at(-1)?.body;
  if (way === undefined || block === undefined) return undefined;
  const inner = way.reduceRight<Block | undefined>((body, step, depth) => {
    const around = depth === 0 ? plan.root : way[depth - 1]?.body;
    const cut: FanOutStep = {
      ...step,
      open: undefined,
      dependants: [],
      body: body ?? step.body,
      sinks: body === undefined ? step.sinks : [],
    };
    return around === undefined ? body : { ...around, slots: around.slots, steps: [cut], released: [] };
  }, undefined);
  return { plan: new Plan({ root: inner ?? plan.root, outputs: [], given: [] }), block };
}

/** The fan-outs from the root to a block. */
function findWay({ steps }: Block, place: number, count: { next: number }): FanOutStep[] | undefined {
  for (const step of steps) {
    if (step.kind === 'call') continue;
    if (count.next++ === place) return [step];
    const way = findWay(step.body, place, count);
    if (way !== undefined) return [step, ...way];
  }
  return undefined;
}
