import { Injectable } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import type { Driver } from '@millrace/core';
import { InjectDriver } from '@millrace/nestjs';

import { OrderRepository } from '../orders/order.repository';
import { SalesMetrics, type SalesReport } from './sales-metrics';

/** Keeps a report of all orders at hand. */
@Injectable()
export class MetricsRefresh {
  latest: SalesReport | undefined;

  constructor(
    @InjectDriver(SalesMetrics) private readonly driver: Driver<[typeof SalesMetrics]>,
    private readonly orders: OrderRepository,
  ) {}

  /** One at a time, however long it takes. */
  @Cron(CronExpression.EVERY_MINUTE, { name: 'metrics', waitForCompletion: true })
  async refresh(): Promise<void> {
    const { report } = await this.driver.execute(['report'], { inputs: { period: this.orders.wholeTime() } });
    this.latest = report;
  }
}
