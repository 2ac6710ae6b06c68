import type { DynamicModule, Type } from '@nestjs/common';
import { asyncOptionsWithoutSource, noOptions, noOptionsFactory } from './errors';
import type { MillraceOptions, MillraceOptionsFactory } from './millrace-options';
import type { ASYNC_OPTIONS_TYPE } from './options-module';
import { RootModule } from './root.module';

const sources = ['useFactory', 'useClass', 'useExisting'] as const;

/** The module of options that are made when the app starts. What makes them is checked, which Nest would call without a look. */
export function rootOfAsync(options: typeof ASYNC_OPTIONS_TYPE): DynamicModule {
  checkSources(options);
  const { useClass, useExisting, ...others } = options;
  const cls = useClass ?? useExisting;
  if (cls === undefined) return RootModule.forRootAsync(options);

  const useFactory = (made: MillraceOptionsFactory): MillraceOptions | Promise<MillraceOptions> => createOptions(made, cls);
  const root = RootModule.forRootAsync({ ...others, inject: [cls], useFactory });
  return useClass === undefined ? root : { ...root, providers: [...(root.providers ?? []), useClass] };
}

function checkSources(options: unknown): void {
  if (typeof options !== 'object' || options === null) throw noOptions('forRootAsync', options);
  const given = sources.filter((name) => Reflect.get(options, name) !== undefined);
  const [only] = given;
  if (only === undefined || given.length > 1) throw asyncOptionsWithoutSource(given);
  if (only !== 'useExisting' && typeof Reflect.get(options, only) !== 'function') throw asyncOptionsWithoutSource([]);
}

function createOptions(made: MillraceOptionsFactory, cls: Type<MillraceOptionsFactory>): MillraceOptions | Promise<MillraceOptions> {
  const method: unknown = made.createMillraceOptions;
  if (typeof method !== 'function') throw noOptionsFactory(cls.name);
  return made.createMillraceOptions();
}
