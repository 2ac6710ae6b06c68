import { Module, type DynamicModule, type FactoryProvider, type Provider, type Type } from '@nestjs/common';
import { rootOfAsync } from './async-options';
import { checkOptions } from './check-options';
import { FEATURE, type DataflowFeature } from './dataflow-feature';
import { DriverRegistry } from './driver-registry';
import { emptyFeature, invalidName, noClass } from './errors';
import type { FeatureOptions, MillraceOptions } from './millrace-options';
import { ROOT, type ASYNC_OPTIONS_TYPE } from './options-module';
import { RegistryModule } from './registry.module';
import { RootModule } from './root.module';
import { INSTANCES, slotFor } from './slot';
import { getDriverToken, getOverridesToken } from './tokens';

/**
 * Millrace in a Nest app: `forRoot` once, for what all drivers have in common (it may be left out), and `forFeature` in each
 * module that has dataflow classes.
 *
 * @example
 * \@Module({
 *   imports: [MillraceModule.forFeature([SalesMetrics])],
 *   providers: [OrderRepository, SalesMetrics],
 *   controllers: [SalesController], // constructor(@InjectDriver(SalesMetrics) driver: Driver<[typeof SalesMetrics]>)
 * })
 * export class SalesModule {}
 */
@Module({})
export class MillraceModule {
  /** What all drivers of the app have in common. */
  static forRoot(options: MillraceOptions = {}): DynamicModule {
    checkOptions('forRoot', options);
    return rootOf(RootModule.forRoot(options));
  }

  /**
   * The same with options that are made when the app starts: `{ imports, inject, useFactory }`, `{ useClass }` or `{ useExisting }` (a
   * `MillraceOptionsFactory`).
   *
   * @example
   * MillraceModule.forRootAsync({
   *   inject: [ConfigService],
   *   useFactory: (config: ConfigService) => ({ config: { currency: config.getOrThrow('CURRENCY') } }),
   * })
   */
  static forRootAsync(options: typeof ASYNC_OPTIONS_TYPE): DynamicModule {
    return rootOf(rootOfAsync(options));
  }

  /**
   * A driver over dataflow classes, for the module that imports it: `@InjectDriver(Class)` gives it, `@InjectDriver('name')` if it has a
   * name, and `@InjectDriver()` if not. A graph with faults stops the start of the app, with all faults of all features in one error.
   *
   * The instances come from the providers of the app. A class that no module lists among its providers is made as if the importing
   * module did.
   */
  static forFeature(classes: readonly Type<object>[], options: FeatureOptions = {}): DynamicModule {
    checkFeature(classes, options);
    const feature: DataflowFeature = { classes: [...classes], options };
    const drivers = driversOf(feature);
    return {
      module: MillraceModule,
      imports: [RegistryModule],
      providers: [
        { provide: FEATURE, useValue: feature },
        { provide: INSTANCES, useFactory: (registry: DriverRegistry) => registry.instancesOf(feature), inject: [DriverRegistry] },
        ...feature.classes.flatMap((cls): Provider[] => [slotFor(cls), { provide: getOverridesToken(cls), useValue: {} }]),
        ...drivers,
      ],
      exports: drivers.map(({ provide }) => provide),
    };
  }
}

function rootOf(options: DynamicModule): DynamicModule {
  const check = (registry: DriverRegistry): true => registry.checkRoots();
  return { module: MillraceModule, imports: [options], providers: [{ provide: ROOT, useFactory: check, inject: [DriverRegistry] }] };
}

function checkFeature(classes: readonly unknown[], options: FeatureOptions): void {
  if (!Array.isArray(classes) || classes.length === 0) throw emptyFeature();
  classes.forEach((cls: unknown, index) => {
    if (typeof cls !== 'function') throw noClass(index + 1, cls);
  });
  checkOptions('forFeature', options);
  const name: unknown = options.name;
  if (name !== undefined && (typeof name !== 'string' || name === '')) throw invalidName();
}

/** The drivers that a feature gives. */
function driversOf(feature: DataflowFeature): FactoryProvider[] {
  const { classes, options } = feature;
  const inject = [DriverRegistry];
  const own = [...classes, ...(options.name === undefined ? [] : [options.name])].map((of) => ({
    provide: getDriverToken(of),
    useFactory: (registry: DriverRegistry) => registry.driverOf(feature).driver,
    inject,
  }));
  if (options.name !== undefined) return own;
  return [...own, { provide: getDriverToken(), useFactory: (registry: DriverRegistry) => registry.defaultOf(feature).driver, inject }];
}
