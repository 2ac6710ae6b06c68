import { comparisonModifier, configModifier, type Config } from '../modifiers/config-modifier';
import { modifierDecorator, type ModifierDecorator } from './modifier-decorator';

/** The signature of {@link config}. */
export interface ConfigDecorator {
  /** Present where the predicate holds. K is the config as the predicate sees it. */
  <K = Config>(predicate: (config: K) => boolean): ModifierDecorator;
  /** Present where every key has the value. */
  when(values: Config): ModifierDecorator;
  /** Present where no key has the value. */
  whenNot(values: Config): ModifierDecorator;
  /** Present where every key has one of the values. */
  whenIn(values: Readonly<Record<string, readonly unknown[]>>): ModifierDecorator;
  /** Present where no key has one of the values. */
  whenNotIn(values: Readonly<Record<string, readonly unknown[]>>): ModifierDecorator;
}

/**
 * Makes a method present or absent by the driver's config, for instance to choose one of several variants `name__variant`.
 * Several on one method must all hold. An absent key compares as `undefined`.
 *
 * @example
 * class Prices {
 *   @config.when({ region: 'eu' }) @node()
 *   rate__eu(): number { return 1.1; }
 *
 *   @config.whenNot({ region: 'eu' }) @node()
 *   rate__other(): number { return 1; }
 *
 *   @node('rate')
 *   price(rate: number): number { return 100 * rate; }
 * }
 */
export const config: ConfigDecorator = Object.assign((predicate: unknown) => modifierDecorator(configModifier(predicate)), {
  when: (values: Config) => modifierDecorator(comparisonModifier('when', values)),
  whenNot: (values: Config) => modifierDecorator(comparisonModifier('whenNot', values)),
  whenIn: (values: Config) => modifierDecorator(comparisonModifier('whenIn', values)),
  whenNotIn: (values: Config) => modifierDecorator(comparisonModifier('whenNotIn', values)),
});
