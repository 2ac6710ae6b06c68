import { Controller, Get, NotFoundException, Query } from '@nestjs/common';
import type { Driver } from '@millrace/core';
import { InjectDriver, SseRun } from '@millrace/nestjs';

import type { Period } from '../orders/order.repository';
import { ZodPipe } from '../zod.pipe';
import { MetricsRefresh } from './metrics.refresh';
import { period } from './period';
import { SalesMetrics, type SalesReport } from './sales-metrics';

const asPeriod = new ZodPipe(period);

@Controller('metrics')
export class MetricsController {
  constructor(
    @InjectDriver(SalesMetrics) private readonly driver: Driver<[typeof SalesMetrics]>,
    private readonly refresh: MetricsRefresh,
  ) {}

  @Get()
  async report(@Query(asPeriod) period: Period): Promise<SalesReport> {
    const { report } = await this.driver.execute(['report'], { inputs: { period } });
    return report;
  }

  /** The same, with progress. */
  @SseRun('progress')
  progress(@Query(asPeriod) period: Period): ReturnType<Driver['observe']> {
    return this.driver.observe(['report'], { inputs: { period } });
  }

  /** What the schedule computed last. */
  @Get('latest')
  latest(): SalesReport {
    if (this.refresh.latest === undefined) throw new NotFoundException('No report has been computed yet.');
    return this.refresh.latest;
  }
}
