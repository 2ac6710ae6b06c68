import type { ImportedFeature } from './dataflow-feature';
import { getOverridesToken } from './tokens';

/** What tests have given for the classes of the features. */
export function overridesIn(features: readonly ImportedFeature[]): Record<string, unknown> {
  const given = features.flatMap(({ feature, host }) =>
    feature.classes.map((cls) => host.providers.get(getOverridesToken(cls))?.instance as unknown),
  );
  return Object.assign({}, ...given) as Record<string, unknown>;
}
