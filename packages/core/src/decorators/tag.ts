import type { Target } from '../modifiers/select-targets';
import { tagModifier } from '../modifiers/tag-modifier';
import type { Tags } from '../types/tags';
import { modifierDecorator, type ModifierDecorator } from './modifier-decorator';

/** Which nodes of a method a decorator is for. */
export interface TargetOptions {
  /** The name of one, a list of names, or `'*'` for all. Default: the final ones, and so not those that only lead to them. */
  readonly target?: Target;
}

/**
 * Adds tags to what a method gives: keys such as `owner` or `team.owner` with a string or a list of strings. `driver.nodes({ tags })` finds nodes by
 * them. Where fields are extracted the fields get them; of two decorators with one key the outer one wins.
 *
 * @example
 * class Sales {
 *   @tag({ owner: 'growth', market: ['eu', 'us'] })
 *   @node()
 *   revenue(): number { return 5; }
 * }
 */
export function tag(tags: Tags, options?: TargetOptions): ModifierDecorator {
  return modifierDecorator(tagModifier(tags, options));
}
