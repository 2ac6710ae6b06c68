import type { FactoryProvider, Type } from '@nestjs/common';
import type { Provided } from './host-module';
import type { NestInstances } from './nest-instances';

/** The token of a feature's instances. */
export const INSTANCES = Symbol('MillraceInstances');

/**
 * The place that a feature holds for a class, under the class itself: what tests override where no module provides the
 * class, and what then holds the instance.
 */
export function slotFor(cls: Type<object>): FactoryProvider {
  return { provide: cls, useFactory: (instances: NestInstances) => instances.fill(cls), inject: [INSTANCES] };
}

/** Whether a provider is such a place, and nobody has overridden it. */
export function isSlot({ inject }: Provided): boolean {
  return inject?.some((token) => token === INSTANCES) === true;
}
