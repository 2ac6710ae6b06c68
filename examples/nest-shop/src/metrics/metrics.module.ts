import { Module } from '@nestjs/common';
import { MillraceModule } from '@millrace/nestjs';

import { OrdersModule } from '../orders/orders.module';
import { MetricsController } from './metrics.controller';
import { MetricsRefresh } from './metrics.refresh';
import { SalesMetrics } from './sales-metrics';

@Module({
  imports: [OrdersModule, MillraceModule.forFeature([SalesMetrics])],
  providers: [SalesMetrics, MetricsRefresh],
  controllers: [MetricsController],
})
export class MetricsModule {}
