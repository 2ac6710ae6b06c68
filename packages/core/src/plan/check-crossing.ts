import { cannotCross } from '../errors/executor-errors';
import type { Fault } from '../errors/fault';
import type { Block, FanOutStep } from './block';
import type { PlanData } from './plan-data';

/** What of a plan cannot be carried out, because it needs items that run elsewhere to be here. */
export function crossingFaults({ root }: PlanData): Fault[] {
  return farSteps(root).flatMap((step) => {
    const { parallelizable, executor = '', stream } = step;
    const faults: Fault[] = [];
    if (stream === 'inner') {
      const remedy = `Stream a node of "${parallelizable}" itself, a collector for example, or run the fan-out in this process.`;
      faults.push(cannotCross(`"${parallelizable}"`, executor, 'a node further in is streamed as its items finish', remedy));
    }
    for (const inner of keptInside(step)) {
      const remedy = `Collect in "${parallelizable}" what later phases need of "${inner}", or run the fan-out in this process.`;
      faults.push(cannotCross(`"${inner}"`, executor, `its items are needed again in a later phase of "${parallelizable}"`, remedy));
    }
    return faults;
  });
}

/** The fan-outs whose items run elsewhere. */
function farSteps({ steps }: Block): FanOutStep[] {
  return steps.flatMap((step) => {
    if (step.kind === 'call') return [];
    return step.executor === undefined ? farSteps(step.body) : [step];
  });
}

/** The inner fan-outs whose items a later phase of the outer one goes through again. */
function keptInside({ keeps, body }: FanOutStep): string[] {
  if (!keeps) return [];
  return body.steps.flatMap((step) => (step.kind === 'fan-out' && !body.released.includes(step.target) ? [step.parallelizable] : []));
}
