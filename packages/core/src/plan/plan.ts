import type { Block, Step } from './block';
import type { NamedSlot, PlanData } from './plan-data';
import { printPlan } from './print-plan';

/** How a request will be executed: plain data that the runtime interprets. `String(plan)` prints it. */
export class Plan implements PlanData {
  readonly root: Block;
  readonly given: readonly NamedSlot[];
  readonly outputs: readonly (NamedSlot & { readonly key: string })[];

  constructor({ root, given, outputs }: PlanData) {
    this.root = root;
    this.given = given;
    this.outputs = outputs;
  }

  /** The names of the nodes that will be called, in the order in which they could be. */
  get order(): readonly string[] {
    return [...new Set(stepsIn(this.root).map((step) => (step.kind === 'call' ? step.node : step.parallelizable)))];
  }

  toString(): string {
    return printPlan(this);
  }

  toJSON(): PlanData {
    return { root: this.root, given: this.given, outputs: this.outputs };
  }
}

/** All steps of a block and of the blocks inside it. */
function stepsIn(block: Block): Step[] {
  return block.steps.flatMap((step) => (step.kind === 'call' ? [step] : [step, ...stepsIn(step.body)]));
}
