import { ModuleRef, type DiscoveryService, type ModulesContainer } from '@nestjs/core';

/** A provider as Nest keeps it. */
export type Provided = ReturnType<DiscoveryService['getProviders']>[number];

/** A module as Nest keeps it. */
export type HostModule = NonNullable<Provided['host']>;

/** The `ModuleRef` that sees what a module sees. */
export function moduleRefOf(host: HostModule): ModuleRef {
  return host.getProviderByKey(ModuleRef).instance;
}

/** The first module that imports another, or that module itself where none does. */
export function importerOf(host: HostModule, modules: ModulesContainer): HostModule {
  return [...modules.values()].find(({ imports }) => imports.has(host)) ?? host;
}
