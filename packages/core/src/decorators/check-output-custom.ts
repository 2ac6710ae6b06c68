import { checkOutputCustomModifier } from '../modifiers/check-output-modifier';
import type { Validator } from '../modifiers/validators/validator';
import { modifierDecorator, type ModifierDecorator } from './modifier-decorator';
import type { TargetOptions } from './tag';

/**
 * Checks what a method gives with validators of your own, as `@checkOutput` does with the ready-made ones.
 *
 * @example
 * const isEven = defineValidator({ name: 'isEven', importance: 'fail', validate: (n: number) => n % 2 === 0 });
 *
 * class Numbers {
 *   @checkOutputCustom(isEven)
 *   @node()
 *   answer(): number { return 42; }
 * }
 */
export function checkOutputCustom(...validators: readonly Validator[]): ModifierDecorator;
export function checkOutputCustom(...given: readonly [...validators: Validator[], options: TargetOptions]): ModifierDecorator;
export function checkOutputCustom(...given: readonly unknown[]): ModifierDecorator {
  return modifierDecorator(checkOutputCustomModifier(given));
}
