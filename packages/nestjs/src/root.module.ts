import { Global, Module } from '@nestjs/common';
import { ConfigurableModuleClass, MILLRACE_OPTIONS } from './options-module';
import { RegistryModule } from './registry.module';

/** Holds the options of `forRoot`, for all modules. */
@Global()
@Module({ imports: [RegistryModule], exports: [MILLRACE_OPTIONS] })
export class RootModule extends ConfigurableModuleClass {}
