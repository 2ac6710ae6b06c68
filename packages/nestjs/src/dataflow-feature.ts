import type { Type } from '@nestjs/common';
import type { FeatureOptions } from './millrace-options';

/** What one call of `forFeature` asks for. */
export interface DataflowFeature {
  readonly classes: readonly Type<object>[];
  readonly options: FeatureOptions;
}

/** The token under which the module of a feature holds what it is. */
export const FEATURE = Symbol('MillraceFeature');
