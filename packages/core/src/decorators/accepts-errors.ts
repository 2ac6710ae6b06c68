import { acceptsErrorsModifier } from '../modifiers/accepts-errors-modifier';
import { modifierDecorator, type ModifierDecorator } from './modifier-decorator';

/**
 * With the hook `gracefulErrors`, the method is called although some of its dependencies have failed: it receives the sentinel in their place. Collectors need it
 * only for `plain` dependencies; what they gather may always have sentinels in it.
 *
 * @example
 * class Quotes {
 *   @acceptsErrors()
 *   @node('price', 'rating')
 *   quote(price: number | null, rating: string | null): Quote { return { price, rating: rating ?? 'not rated' }; }
 * }
 */
export function acceptsErrors(): ModifierDecorator {
  return modifierDecorator(acceptsErrorsModifier());
}
