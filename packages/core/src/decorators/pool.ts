import { poolModifier } from '../modifiers/pool-modifier';
import { modifierDecorator, type ModifierDecorator } from './modifier-decorator';

/**
 * Bounds the calls of the method together with all others in the same pool, which the driver's option `pools` describes. A slot is held during the call only. On
 * a parallelizable it holds for the call and for each pull.
 *
 * @example
 * class Summaries {
 *   @pool('openai')
 *   @node('page')
 *   async summary(page: string): Promise<string> { return summarise(page); }
 * }
 *
 * const driver = new Driver({ modules: [Summaries], pools: { openai: { concurrency: 4, perSecond: 10 } } });
 */
export function pool(name: string): ModifierDecorator {
  return modifierDecorator(poolModifier(name));
}
