import { Global, Module } from '@nestjs/common';
import { APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { DriverRegistry } from './driver-registry';
import { HttpExceptionsInterceptor } from './http-exceptions.interceptor';

/** What the app has once, whatever number of features. */
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [DriverRegistry, { provide: APP_INTERCEPTOR, useClass: HttpExceptionsInterceptor }],
  exports: [DriverRegistry],
})
export class RegistryModule {}
