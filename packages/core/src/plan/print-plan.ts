import type { Block, FanOutStep, Step } from './block';
import type { PlanData } from './plan-data';

/** Writes a plan as an indented list: order, fan-outs, phases, collectors, and which items are kept. */
export function printPlan(plan: PlanData): string {
  const lines = [`given: ${list(plan.given.map(({ name }) => name))}`, ...printBlock(plan.root, ''), `outputs: ${list(plan.outputs.map(({ key }) => key))}`];
  return lines.join('\n');
}

function printBlock(block: Block, indent: string): string[] {
  return block.steps.flatMap((step) => printStep(step, indent));
}

function printStep(step: Step, indent: string): string[] {
  if (step.kind === 'call') return [`${indent}${step.node}${step.by === 'override' ? ' (overridden)' : ''}`];
  return [
    `${indent}${step.parallelizable} (${describePass(step)})`,
    ...printBlock(step.body, `${indent}  `),
    ...step.sinks.map((sink) => `${indent}  -> ${sink.collector} (${sink.columns.map(({ kind }) => kind).join(', ')}${sink.depth > 0 ? ', partial' : ''})`),
  ];
}

function describePass(step: FanOutStep): string {
  const parts = [`phase ${step.phase}`, step.open === undefined ? 'over kept items' : step.open.by === 'override' ? 'opens, overridden' : 'opens'];
  parts.push(`concurrency ${step.concurrency}`);
  if (!step.ordered) parts.push('unordered');
  if (step.windowed) parts.push(`window ${step.window}`);
  if (step.keeps) parts.push(`keeps ${list(keptValues(step.body))}`);
  return parts.join(', ');
}

/** The values of an item that a later pass may read; slots for what later passes will give are empty yet. */
function keptValues({ slots, released, taken }: Block): string[] {
  return slots.filter((_, slot) => !released.includes(slot) && !taken.includes(slot));
}

function list(names: readonly string[]): string {
  return names.length === 0 ? '(none)' : names.join(', ');
}
