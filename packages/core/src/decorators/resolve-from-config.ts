import type { Config } from '../modifiers/config-modifier';
import { ResolveAt } from '../modifiers/resolve-at';
import { resolveModifier } from '../modifiers/resolve-modifier';
import { modifierDecorator, type ModifierDecorator } from './modifier-decorator';

/**
 * Short for `@resolve({ when: ResolveAt.CONFIG_AVAILABLE, decorateWith })`.
 *
 * @example
 * class Report {
 *   @resolveFromConfig(({ metric = 'mean' }: { metric?: string }) => inject({ value: source(metric) }))
 *   @node(source<number>('value'))
 *   headline(value: number): string { return String(value); }
 * }
 */
export function resolveFromConfig<K = Config>(decorateWith: (config: K) => ModifierDecorator): ModifierDecorator {
  return modifierDecorator(resolveModifier('resolveFromConfig', { when: ResolveAt.CONFIG_AVAILABLE, decorateWith }));
}
