import type { Driver } from '@millrace/core';
import { InjectDriver } from '@millrace/nestjs';
import { Greeting, SalesMetrics } from '../fixtures/sales';

export class Fitting {
  @InjectDriver(SalesMetrics) readonly property!: Driver<[typeof SalesMetrics]>;
  @InjectDriver() readonly nameless!: Driver<[typeof SalesMetrics]>;

  constructor(
    @InjectDriver(SalesMetrics) readonly own: Driver<[typeof SalesMetrics]>,
    @InjectDriver(SalesMetrics) readonly ofTwo: Driver<[typeof SalesMetrics, typeof Greeting]>,
    @InjectDriver(SalesMetrics) private readonly any: Driver,
    @InjectDriver(SalesMetrics) readonly part: Pick<Driver<[typeof SalesMetrics]>, 'execute'>,
    @InjectDriver('sales') readonly named: Driver<[typeof SalesMetrics]>,
  ) {}

  async outputs(): Promise<number> {
    const { revenue } = await this.own.execute(['revenue']);
    // @ts-expect-error no such node
    await this.own.execute(['revenu']);
    return revenue + Number((await this.any.execute(['revenue'])).revenue);
  }
}

export class Unfitting {
  // @ts-expect-error a driver of another class
  @InjectDriver(Greeting) readonly property!: Driver<[typeof SalesMetrics]>;

  constructor(
    // @ts-expect-error a driver of another class
    @InjectDriver(Greeting) readonly other: Driver<[typeof SalesMetrics]>,
    // @ts-expect-error a driver of another class, though it is private
    @InjectDriver(Greeting) private readonly hidden: Driver<[typeof SalesMetrics]>,
  ) {}

  use(): unknown {
    return this.hidden;
  }
}
