import { input, node, parallelizable } from '@millrace/core';

import { groupByRegion, type Order, type RegionOrders } from './order';

/** The part that all three forms share: a fan-out over the regions with two metrics inside. */
export abstract class RegionMetrics {
  @input() declare readonly orders: readonly Order[];

  @parallelizable('orders', { key: ({ region }) => region })
  *region(orders: readonly Order[]): Generator<RegionOrders> {
    yield* groupByRegion(orders);
  }

  @node('region')
  revenue({ orders }: RegionOrders): number {
    return orders.reduce((total, { amount }) => total + amount, 0);
  }

  @node('region')
  returnRate({ orders }: RegionOrders): number {
    return orders.filter(({ returned }) => returned).length / orders.length;
  }
}
