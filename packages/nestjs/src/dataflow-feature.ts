import type { Type } from '@nestjs/common';
import type { HostModule } from './host-module';
import type { FeatureOptions } from './millrace-options';

/** What one call of `forFeature` asks for. */
export interface DataflowFeature {
  readonly classes: readonly Type<object>[];
  readonly options: FeatureOptions;
}

/** The token under which the module of a feature holds what it is. */
export const FEATURE = Symbol('MillraceFeature');

/** A feature, and where it stands among the modules. */
export interface ImportedFeature {
  readonly feature: DataflowFeature;
  readonly host: HostModule;
  readonly importer: HostModule;
}
