import { Inject, Injectable, Optional, type BeforeApplicationShutdown, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryService, ModulesContainer } from '@nestjs/core';
import { GraphValidationError, type Fault } from '@millrace/core';
import { checkAmbiguity } from './ambiguous-drivers';
import { buildDriver, type RegisteredDriver } from './build-driver';
import { FEATURE, type DataflowFeature, type ImportedFeature } from './dataflow-feature';
import { sameName, severalRoots } from './errors';
import { importerOf, type HostModule } from './host-module';
import type { MillraceOptions } from './millrace-options';
import { NestInstances } from './nest-instances';
import { MILLRACE_OPTIONS, ROOT } from './options-module';
import { overridesIn } from './overrides-in';
import { sharedOptions, type SharedOptions } from './shared-options';

/** Finds the features of the app, builds all their drivers at once, and ends their runs when the app shuts down. */
@Injectable()
export class DriverRegistry implements BeforeApplicationShutdown, OnApplicationShutdown {
  readonly #discovery: DiscoveryService;
  readonly #modules: ModulesContainer;
  readonly #options: SharedOptions;
  readonly #instances = new Map<HostModule, NestInstances>();
  /** By the feature, and by the module for those that are of several features. */
  readonly #drivers = new Map<DataflowFeature | HostModule, RegisteredDriver>();
  readonly #shutdown = new AbortController();

  /** Throws one `GraphValidationError` with what is wrong in all features. */
  constructor(
    @Inject(DiscoveryService) discovery: DiscoveryService,
    @Inject(ModulesContainer) modules: ModulesContainer,
    @Optional() @Inject(MILLRACE_OPTIONS) options: MillraceOptions = {},
  ) {
    this.#discovery = discovery;
    this.#modules = modules;
    this.#options = sharedOptions(options);
    this.#buildAll();
  }

  /** All drivers, for who watches them. */
  get drivers(): Iterable<RegisteredDriver> {
    return this.#drivers.values();
  }

  /** The driver of a feature. */
  driverOf(feature: DataflowFeature): RegisteredDriver {
    return this.#driver(feature, () => this.#features().filter((one) => one.feature === feature));
  }

  /** The driver that a module gets without saying which: that of all features without a name that it imports. */
  defaultOf(feature: DataflowFeature): RegisteredDriver {
    const features = this.#features();
    const importer = features.find((one) => one.feature === feature)?.importer;
    const together = features.filter((one) => one.importer === importer && one.feature.options.name === undefined);
    return importer === undefined || together.length === 1 ? this.driverOf(feature) : this.#driver(importer, () => together);
  }

  /** Where a feature's classes get their instances. */
  instancesOf(feature: DataflowFeature): NestInstances {
    const [found] = this.#features().filter((one) => one.feature === feature);
    if (found === undefined) throw new Error('The feature is in no module of the app.');
    return this.#instancesFor(found.importer);
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

  #buildAll(): void {
    this.#checkRoots();
    this.#checkNames();
    checkAmbiguity(this.#features(), [...this.#discovery.getProviders(), ...this.#discovery.getControllers()]);
    const faults = new Map<string, Fault>();
    for (const { feature } of this.#features()) {
      try {
        this.driverOf(feature);
        if (feature.options.name === undefined) this.defaultOf(feature);
      } catch (error) {
        if (!(error instanceof GraphValidationError)) throw error;
        for (const fault of error.faults) faults.set(fault.message, fault);
      }
    }
    if (faults.size > 0) throw new GraphValidationError([...faults.values()]);
  }

  #checkRoots(): void {
    const importers = this.#discovery
      .getProviders()
      .flatMap(({ token, host }) => (token === ROOT && host !== undefined ? [importerOf(host, this.#modules).name] : []));
    if (importers.length > 1) throw severalRoots(importers);
  }

  #checkNames(): void {
    const known = new Map<HostModule, Set<string>>();
    for (const { feature, importer } of this.#features()) {
      const { name } = feature.options;
      const names = known.get(importer) ?? new Set();
      if (name === undefined) continue;
      if (names.has(name)) throw sameName(name, importer.name);
      known.set(importer, names.add(name));
    }
  }

  #driver(key: DataflowFeature | HostModule, features: () => readonly ImportedFeature[]): RegisteredDriver {
    const known = this.#drivers.get(key);
    if (known !== undefined) return known;
    const [first, ...others] = features();
    if (first === undefined) throw new Error('The feature is in no module of the app.');
    const all = [first, ...others];
    const built = buildDriver(
      all.map(({ feature }) => feature),
      this.#options,
      { instances: this.#instancesFor(first.importer), signal: this.#shutdown.signal, overrides: () => overridesIn(all) },
    );
    this.#drivers.set(key, built);
    return built;
  }

  #instancesFor(importer: HostModule): NestInstances {
    const instances = this.#instances.get(importer) ?? new NestInstances(importer, this.#discovery);
    this.#instances.set(importer, instances);
    return instances;
  }

  #features(): ImportedFeature[] {
    return this.#discovery.getProviders().flatMap(({ token, instance, host }): ImportedFeature[] => {
      if (token !== FEATURE || host === undefined) return [];
      // Only forFeature provides this token.
      return [{ feature: instance as DataflowFeature, host, importer: importerOf(host, this.#modules) }];
    });
  }
}
