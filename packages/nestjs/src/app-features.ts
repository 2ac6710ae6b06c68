import type { DiscoveryService, ModulesContainer } from '@nestjs/core';
import { checkAmbiguity } from './ambiguous-drivers';
import { FEATURE, type DataflowFeature, type ImportedFeature } from './dataflow-feature';
import { loadedLazily, sameName, severalRoots } from './errors';
import { importerOf, type HostModule } from './host-module';
import { ROOT } from './options-module';

/** What the modules of the app say of Millrace, as they are now: some may be loaded lazily. */
export class AppFeatures {
  readonly #discovery: DiscoveryService;
  readonly #modules: ModulesContainer;

  constructor(discovery: DiscoveryService, modules: ModulesContainer) {
    this.#discovery = discovery;
    this.#modules = modules;
  }

  all(): ImportedFeature[] {
    return this.#discovery.getProviders().flatMap(({ token, instance, host }): ImportedFeature[] => {
      if (token !== FEATURE || host === undefined) return [];
      // Only forFeature provides this token.
      return [{ feature: instance as DataflowFeature, host, importer: this.importerOf(host) }];
    });
  }

  /** The modules that `forRoot` made. */
  roots(): HostModule[] {
    return this.#discovery.getProviders().flatMap(({ token, host }) => (token === ROOT && host !== undefined ? [host] : []));
  }

  /** Who imports a module that a feature or `forRoot` made. */
  importerOf(host: HostModule): HostModule {
    return importerOf(host, this.#modules);
  }

  /** A module goes when it could not be loaded lazily. */
  isThere(host: HostModule): boolean {
    return [...this.#modules.values()].includes(host);
  }

  /** Refuses several `forRoot`, and an app of which no part is there from the start. */
  checkStart(): void {
    const roots = this.roots();
    if (roots.length > 1) throw severalRoots(roots.map((host) => this.importerOf(host).name));
    // How deep a module stands is worked out when an app starts: 0 is what is loaded later.
    const hosts = [...roots, ...this.all().map(({ host }) => host)];
    const [first] = hosts;
    if (first !== undefined && hosts.every(({ distance }) => distance === 0)) throw loadedLazily(this.importerOf(first).name);
  }

  /** Refuses features that cannot be told apart. */
  check(features: readonly ImportedFeature[]): void {
    const known = new Map<HostModule, Set<string>>();
    for (const { feature, importer } of features) {
      const { name } = feature.options;
      const names = known.get(importer) ?? new Set();
      if (name === undefined) continue;
      if (names.has(name)) throw sameName(name, importer.name);
      known.set(importer, names.add(name));
    }
    checkAmbiguity(features, [...this.#discovery.getProviders(), ...this.#discovery.getControllers()]);
  }
}
