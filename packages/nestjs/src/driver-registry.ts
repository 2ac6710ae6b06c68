import { Inject, Injectable, Optional, type BeforeApplicationShutdown, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryService, ModulesContainer } from '@nestjs/core';
import { GraphValidationError, type Fault } from '@millrace/core';
import { AppFeatures } from './app-features';
import { buildDriver, type RegisteredDriver } from './build-driver';
import type { DataflowFeature, ImportedFeature } from './dataflow-feature';
import { lateRoot } from './errors';
import type { HostModule } from './host-module';
import type { MillraceOptions } from './millrace-options';
import { NestInstances } from './nest-instances';
import { MILLRACE_OPTIONS } from './options-module';
import { overridesIn } from './overrides-in';
import { sharedOptions, type SharedOptions } from './shared-options';

/**
 * Finds the features of the app, builds all their drivers at once, and ends their runs when the app shuts down. The features of
 * a module that is loaded lazily follow when it is, all of them at once too.
 */
@Injectable()
export class DriverRegistry implements BeforeApplicationShutdown, OnApplicationShutdown {
  readonly #discovery: DiscoveryService;
  readonly #features: AppFeatures;
  readonly #options: SharedOptions;
  readonly #instances = new Map<HostModule, NestInstances>();
  /** By the module of the feature, and by the importing one for those that are of several features. */
  readonly #drivers = new Map<HostModule, RegisteredDriver>();
  /** The modules of features and of `forRoot` that were seen, with what is wrong. */
  readonly #seen = new Map<HostModule, unknown>();
  readonly #shutdown = new AbortController();

  /** Throws one `GraphValidationError` with what is wrong in all features. */
  constructor(
    @Inject(DiscoveryService) discovery: DiscoveryService,
    @Inject(ModulesContainer) modules: ModulesContainer,
    @Optional() @Inject(MILLRACE_OPTIONS) options?: MillraceOptions,
  ) {
    this.#discovery = discovery;
    this.#features = new AppFeatures(discovery, modules);
    this.#features.checkStart();
    const roots = this.#features.roots();
    this.#options = sharedOptions(roots.length === 0 ? {} : options);
    for (const host of roots) this.#seen.set(host, undefined);
    this.#takeIn();
  }

  /** All drivers, for who watches them. */
  get drivers(): Iterable<RegisteredDriver> {
    return this.#drivers.values();
  }

  /** The driver of a feature. */
  driverOf(feature: DataflowFeature): RegisteredDriver {
    return this.#ownDriver(this.#find(feature));
  }

  /** The driver that a module gets without saying which: that of all features without a name that it imports. */
  defaultOf(feature: DataflowFeature): RegisteredDriver {
    return this.#sharedDriver(this.#find(feature));
  }

  /** Where a feature's classes get their instances. */
  instancesOf(feature: DataflowFeature): NestInstances {
    return this.#instancesFor(this.#find(feature).importer);
  }

  /** Refuses a `forRoot` that comes too late for its options to count; `true` where none does. */
  checkRoots(): true {
    if (this.#features.roots().some((host) => !this.#seen.has(host))) this.#takeIn();
    return true;
  }

  /** Before the server is closed: it waits for answers, which wait for runs. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#shutdown.abort(new Error('The app is shutting down'));
    await Promise.all([...this.#drivers.values()].map(({ runs }) => runs.idle()));
  }

  /** Also where the app is not closed by Nest, but told so. */
  async onApplicationShutdown(): Promise<void> {
    await this.beforeApplicationShutdown();
  }

  /** A feature as it stands in the app. What came since the last look is checked, and built, as a whole. */
  #find(feature: DataflowFeature): ImportedFeature {
    const found = this.#features.all().find((one) => one.feature === feature);
    if (found === undefined) throw new Error('The feature is in no module of the app.');
    if (!this.#seen.has(found.host)) this.#takeIn();
    const fault = this.#seen.get(found.host);
    if (fault !== undefined) throw fault;
    return found;
  }

  #takeIn(): void {
    for (const kept of [this.#drivers, this.#instances, this.#seen])
      for (const host of kept.keys()) if (!this.#features.isThere(host)) kept.delete(host);

    const fresh = this.#features.all().filter(({ host }) => !this.#seen.has(host));
    const [root] = this.#features.roots().filter((host) => !this.#seen.has(host));
    const hosts = [...fresh.map(({ host }) => host), ...(root === undefined ? [] : [root])];
    for (const host of hosts) this.#seen.set(host, undefined);
    try {
      if (root !== undefined) throw lateRoot(this.#features.importerOf(root).name);
      this.#features.check(fresh);
      this.#buildAll(fresh);
    } catch (error) {
      for (const host of hosts) this.#seen.set(host, error);
      throw error;
    }
  }

  #buildAll(features: readonly ImportedFeature[]): void {
    const faults = new Map<string, Fault>();
    for (const one of features) {
      try {
        this.#ownDriver(one);
        if (one.feature.options.name === undefined) this.#sharedDriver(one);
      } catch (error) {
        if (!(error instanceof GraphValidationError)) throw error;
        for (const fault of error.faults) faults.set(fault.message, fault);
      }
    }
    if (faults.size > 0) throw new GraphValidationError([...faults.values()]);
  }

  #ownDriver(one: ImportedFeature): RegisteredDriver {
    return this.#driver(one.host, [one]);
  }

  #sharedDriver(one: ImportedFeature): RegisteredDriver {
    const together = this.#features
      .all()
      .filter(({ importer, feature }) => importer === one.importer && feature.options.name === undefined);
    return together.length === 1 ? this.#ownDriver(one) : this.#driver(one.importer, together);
  }

  #driver(key: HostModule, features: readonly ImportedFeature[]): RegisteredDriver {
    const known = this.#drivers.get(key);
    if (known !== undefined) return known;
    const built = buildDriver(
      features.map(({ feature }) => feature),
      this.#options,
      {
        instances: this.#instancesFor(features[0]?.importer ?? key),
        signal: this.#shutdown.signal,
        overrides: () => overridesIn(features),
      },
    );
    this.#drivers.set(key, built);
    return built;
  }

  #instancesFor(importer: HostModule): NestInstances {
    const instances = this.#instances.get(importer) ?? new NestInstances(importer, this.#discovery);
    this.#instances.set(importer, instances);
    return instances;
  }
}
