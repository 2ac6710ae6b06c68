import { readsOfSink, slotsOf } from './arguments';
import type { Block, SlotRef } from './block';
import type { PlanData } from './plan-data';

/** A slot of the frames of a scope. */
export const slotId = (scope: readonly string[], slot: number): string => `${slot} ${scope.at(-1) ?? ''}`;

/**
 * The slots of a plan whose values somebody reads: all that is read, but for what only arguments of calls are whose nodes can do without the values.
 * What items need that run elsewhere is sent there, so it is read.
 */
export function valuesRead({ root, outputs }: PlanData, canDoWithout: (node: string) => boolean): ReadonlySet<string> {
  const read = new Set(outputs.map(({ slot }) => slotId([], slot)));
  const collect = (block: Block, isElsewhere: boolean): void => {
    const note = (scope: readonly string[], references: readonly SlotRef[]): void => {
      for (const { up, slot } of references) read.add(slotId(scope.slice(0, scope.length - up), slot));
    };
    for (const step of block.steps) {
      if (step.kind === 'call') {
        if (isElsewhere || step.by === 'override' || !canDoWithout(step.node))
          note(
            block.scope,
            step.arguments.flatMap((argument) => slotsOf(argument, true)),
          );
        continue;
      }
      const inner = step.body.scope;
      note(block.scope, step.open?.arguments.flatMap((argument) => slotsOf(argument, true)) ?? []);
      note(inner, step.sinks.flatMap(readsOfSink));
      if (typeof step.stream === 'object') note(inner, [step.stream]);
      collect(step.body, isElsewhere || step.executor !== undefined);
    }
  };
  collect(root, false);
  return read;
}
