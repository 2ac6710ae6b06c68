import { pipeInputModifier } from '../modifiers/pipe-input-modifier';
import type { Step } from '../modifiers/step';
import { modifierDecorator, type ModifierDecorator } from './modifier-decorator';

/** Options of `@pipeInput`. */
export interface PipeInputOptions {
  /** Where the nodes of the steps are; `null`: nowhere in particular. Default: the name of the node. */
  readonly namespace?: string | null;
  /** The names of the declared dependencies that go through the pipe. Default: the first one. */
  readonly onInput?: string | readonly string[];
}

/**
 * Sends a dependency of a method through steps, one after the other, before the method gets it. The steps are nodes: `report.withTrim`. In a
 * collector, each value that is gathered goes through them.
 *
 * @example
 * const trim = (text: string): string => text.trim();
 *
 * class Reports {
 *   @pipeInput(step(trim), { onInput: 'title' })
 *   @node(source<number>('year'), source<string>('title'))
 *   report(year: number, title: string): string { return `${title} ${year}`; }
 * }
 */
export function pipeInput(...given: readonly Step[] | readonly [...Step[], PipeInputOptions]): ModifierDecorator {
  return modifierDecorator(pipeInputModifier(given));
}
