import { timeoutModifier } from '../modifiers/timeout-modifier';
import { modifierDecorator, type ModifierDecorator } from './modifier-decorator';

/**
 * Gives up a call (each attempt for itself) after so many milliseconds: its signal is aborted, it fails with `TIMED_OUT`, and what it gives later is dropped.
 * A synchronous call cannot be interrupted, and is judged when it returns. On a parallelizable it holds for the call and for each pull.
 *
 * @example
 * class Pages {
 *   @timeout(5_000)
 *   @node('url')
 *   async page(url: string, @context() { signal }: NodeContext): Promise<string> { return (await fetch(url, { signal })).text(); }
 * }
 */
export function timeout(ms: number): ModifierDecorator {
  return modifierDecorator(timeoutModifier(ms));
}
