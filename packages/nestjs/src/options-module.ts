import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { MillraceOptions } from './millrace-options';

/** What Nest makes of the options: a base class with `forRoot` and `forRootAsync`, and the token of the options. */
export const {
  ConfigurableModuleClass,
  MODULE_OPTIONS_TOKEN: MILLRACE_OPTIONS,
  ASYNC_OPTIONS_TYPE,
} = new ConfigurableModuleBuilder<MillraceOptions>({ moduleName: 'Millrace' })
  .setClassMethodName('forRoot')
  .setFactoryMethodName('createMillraceOptions')
  .build();

/** The token that marks the module which `forRoot` gives: unlike the one that holds the options, it is imported only where it was written. */
export const ROOT = Symbol('MillraceRoot');
