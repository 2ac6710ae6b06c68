import type { Config } from '../modifiers/config-modifier';
import type { ResolveAt } from '../modifiers/resolve-at';
import { resolveModifier } from '../modifiers/resolve-modifier';
import { modifierDecorator, type ModifierDecorator } from './modifier-decorator';

/** Options of `@resolve`; K is the config as the function sees it. */
export interface ResolveOptions<K> {
  readonly when: ResolveAt;
  /** Gives the decorator for a config. Absent keys read as `undefined`, so destructuring defaults work. */
  readonly decorateWith: (config: K) => ModifierDecorator;
}

/**
 * Decorates a method with what a function of the config gives, when the graph is built. Needs the power-user mode:
 * `config: { [settings.ENABLE_POWER_USER_MODE]: true }`.
 *
 * @example
 * class Report {
 *   @resolve({
 *     when: ResolveAt.CONFIG_AVAILABLE,
 *     decorateWith: ({ metrics }: { metrics: string[] }) => inject({ values: group(...metrics.map((metric) => source(metric))) }),
 *   })
 *   @node(source<number[]>('values'))
 *   table(values: number[]): string { return values.join(' | '); }
 * }
 */
export function resolve<K = Config>(options: ResolveOptions<K>): ModifierDecorator {
  const { when, decorateWith }: Partial<ResolveOptions<K>> = options ?? {};
  return modifierDecorator(resolveModifier('resolve', { when, decorateWith }));
}
