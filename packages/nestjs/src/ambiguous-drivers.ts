import { PROPERTY_DEPS_METADATA } from '@nestjs/common/constants';
import type { Type } from '@nestjs/common';
import type { ImportedFeature } from './dataflow-feature';
import { ambiguousDriver } from './errors';
import type { HostModule, Provided } from './host-module';
import { constructorTokens } from './needs-request';
import { getDriverToken } from './tokens';

/**
 * Refuses who asks for the driver of a class that is in several features of one module. To have a class in several is right: their
 * drivers go by name.
 */
export function checkAmbiguity(features: readonly ImportedFeature[], askers: readonly Provided[]): void {
  for (const importer of new Set(features.map((one) => one.importer))) {
    const own = features.filter((one) => one.importer === importer).map(({ feature }) => feature);
    for (const cls of new Set(own.flatMap(({ classes }) => classes))) {
      const having = own.filter(({ classes }) => classes.includes(cls));
      const asker = having.length > 1 ? askers.find((one) => sees(one.host, importer) && asksFor(one, cls)) : undefined;
      if (asker === undefined) continue;
      throw ambiguousDriver(
        asker.name,
        cls.name,
        importer.name,
        having.map(({ options }) => options.name),
      );
    }
  }
}

function sees(host: HostModule | undefined, importer: HostModule): boolean {
  return host === importer || host?.imports.has(importer) === true;
}

function asksFor({ metatype, inject }: Provided, cls: Type<object>): boolean {
  const token = getDriverToken(cls);
  if (inject?.includes(token) === true) return true;
  if (typeof metatype !== 'function') return false;
  const properties = (Reflect.getMetadata(PROPERTY_DEPS_METADATA, metatype) as readonly { type: unknown }[] | undefined) ?? [];
  // Of a factory, which is a function too, nothing is recorded.
  return [...constructorTokens(metatype as Type<object>), ...properties.map(({ type }) => type)].includes(token);
}
