import type { FactoryProvider, Type } from '@nestjs/common';
import type { Provided } from './host-module';

/** What makes the instances of a feature's classes. */
export interface SlotFiller {
  /** The one instance of a class, if the feature is to hold it. */
  fill(cls: Type<object>): Promise<object | undefined>;
}

/** The token of a feature's {@link SlotFiller}. */
export const INSTANCES = Symbol('MillraceInstances');

/**
 * The place that a feature holds for a class, under the class itself: what tests override where no module provides the
 * class, and what then holds the instance.
 */
export function slotFor(cls: Type<object>): FactoryProvider {
  return { provide: cls, useFactory: (instances: SlotFiller) => instances.fill(cls), inject: [INSTANCES] };
}

/** Whether a provider is such a place, and nobody has overridden it. */
export function isSlot({ inject }: Provided): boolean {
  return inject?.some((token) => token === INSTANCES) === true;
}
