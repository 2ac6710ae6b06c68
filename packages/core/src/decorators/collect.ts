import type { AnyFunction } from '../types/type-tools';
import { roleDecorator } from './record-role';
import type { Allowed, Decorated } from './role-decorator';
import type { CollectOptions } from './role-options';
import type { Wiring } from './wiring/wiring';

/** The signature of {@link collect}: C is the class, M the method, D what is given. */
export interface CollectDecorator {
  <C = unknown, M extends AnyFunction = AnyFunction, const D extends Allowed<C, CollectOptions> = Allowed<C, CollectOptions>>(
    ...given: D
  ): Decorated<C, M, Wiring<C, M, D, 'collect', CollectOptions>>;
}

/**
 * Closes a fan-out: the method receives what it gathers from all items at once, in the order of the source.
 * Bare dependencies are gathered, `plain(…)` ones are received as they are.
 *
 * @example
 * class Sales {
 *   @collect('revenue', plain('currency'))
 *   total(revenues: Collect<number>, currency: string): string { return `${sum(revenues)} ${currency}`; }
 * }
 */
export const collect: CollectDecorator = (...given) => roleDecorator('collect', given);
