import { Module } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { ScheduleModule } from '@nestjs/schedule';
import { MillraceModule } from '@millrace/nestjs';

import { readEnvironment } from './environment';
import { MetricsModule } from './metrics/metrics.module';
import { OrdersModule } from './orders/orders.module';

@Module({
  imports: [
    ConfigModule.forRoot({ isGlobal: true, ignoreEnvFile: true, validate: readEnvironment }),
    ScheduleModule.forRoot(),
    MillraceModule.forRootAsync({
      inject: [ConfigService],
      useFactory: (config: ConfigService) => ({ config: { currency: config.getOrThrow<string>('CURRENCY') } }),
    }),
    OrdersModule,
    MetricsModule,
  ],
})
export class ShopModule {}
