import type { DriverOptions } from '@millrace/core';

/**
 * Options of `MillraceModule.forRoot`: those of a `Driver`, for all drivers of the app, and a few of the app itself.
 * Modules are given to `forFeature`, and instances come from Nest.
 */
export interface MillraceOptions extends Omit<DriverOptions, 'modules' | 'instances'> {
  /**
   * Whether a failed node whose cause is an `HttpException` leaves a controller as that exception, so that a node may
   * throw `new NotFoundException()`. Default: true.
   */
  readonly httpExceptions?: boolean | undefined;
}

/** Makes the options, for `forRootAsync({ useClass })` and `useExisting`. */
export interface MillraceOptionsFactory {
  /** Called once, when the app starts. */
  createMillraceOptions(): MillraceOptions | Promise<MillraceOptions>;
}

/** Options of `MillraceModule.forFeature`. What is said here is added to what `forRoot` says, and wins over it. */
export interface FeatureOptions extends Omit<DriverOptions, 'modules' | 'instances'> {
  /** For `@InjectDriver('name')`. Default: none, and `@InjectDriver()` gives the driver. */
  readonly name?: string | undefined;
}
