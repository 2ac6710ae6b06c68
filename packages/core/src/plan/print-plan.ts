import type { Block, FanOutStep, Step } from './block';
import type { PlanData } from './plan-data';

/** Writes a plan as an indented list: order, fan-outs, phases, collectors, and which values are kept from phase to phase. */
export function printPlan(plan: PlanData): string {
  const printer = new PlanPrinter();
  const names = (slots: readonly { readonly name: string }[]): string[] => slots.map(({ name }) => name);
  return [
    `given: ${list(names(plan.given))}`,
    ...printer.print(plan.root, ''),
    `outputs: ${list(plan.outputs.map(({ key }) => key))}`,
  ].join('\n');
}

class PlanPrinter {
  /** By parallelizable: the slots of its items' frames that passes so far have filled. */
  readonly #filled = new Map<string, Set<number>>();

  print(block: Block, indent: string): string[] {
    return block.steps.flatMap((step) => this.#printStep(step, indent));
  }

  #printStep(step: Step, indent: string): string[] {
    if (step.kind === 'call') return [`${indent}${step.node}${step.by === 'override' ? ' (overridden)' : ''}`];
    return [
      `${indent}${step.parallelizable} (${this.#describePass(step)})`,
      ...this.print(step.body, `${indent}  `),
      ...step.sinks.map(
        ({ collector, columns, depth }) =>
          `${indent}  -> ${collector} (${columns.map(({ kind }) => kind).join(', ')}${depth > 0 ? ', partial' : ''})`,
      ),
    ];
  }

  #describePass(step: FanOutStep): string {
    const parts = [
      `phase ${step.phase}`,
      step.open === undefined ? 'over kept items' : step.open.by === 'override' ? 'opens, overridden' : 'opens',
    ];
    parts.push(`concurrency ${step.concurrency}`);
    if (!step.ordered) parts.push('unordered');
    if (step.windowed) parts.push(`window ${step.window}`);
    if (step.executor !== undefined) parts.push(`on ${step.executor}`);
    const kept = this.#keptValues(step);
    if (step.keeps) parts.push(`keeps ${list(kept)}`);
    return parts.join(', ');
  }

  #keptValues({ parallelizable, body }: FanOutStep): string[] {
    const filled = this.#filled.get(parallelizable) ?? new Set([0]);
    this.#filled.set(parallelizable, filled);
    for (const step of body.steps) {
      filled.add(step.target);
      if (step.kind === 'fan-out') for (const { columns } of step.sinks) for (const { target } of columns) filled.add(target);
    }
    return body.slots.filter((_, slot) => filled.has(slot) && !body.released.includes(slot));
  }
}

function list(names: readonly string[]): string {
  return names.length === 0 ? '(none)' : names.join(', ');
}
