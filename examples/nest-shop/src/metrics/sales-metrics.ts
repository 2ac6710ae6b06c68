import { Injectable, NotFoundException } from '@nestjs/common';
import { collect, configuration, input, node, parallelizable, type Collect, type Parallelizable } from '@millrace/core';

import type { Order } from '../orders/order';
import { OrderRepository, type Period } from '../orders/order.repository';
import { period } from './period';

/** What is known of a region. */
export interface RegionMetrics {
  readonly region: string;
  readonly orders: number;
  readonly revenue: number;
  /** Of the revenue of all regions. */
  readonly share: number;
  readonly returnRate: number;
}

export interface SalesReport extends Period {
  readonly currency: string;
  readonly revenue: number;
  readonly regions: readonly RegionMetrics[];
  readonly bestSellers: readonly string[];
}

/** The sales of a period: one query for each region, and figures that need all regions flow back into each. */
@Injectable()
export class SalesMetrics {
  @input({ schema: period }) declare readonly period: Period;

  constructor(private readonly orders: OrderRepository) {}

  @parallelizable('period', { key: (region) => region, concurrency: 4 })
  region(period: Period): Parallelizable<string> {
    const regions = this.orders.regions(period);
    if (regions.length === 0) throw new NotFoundException(`Nothing was ordered from ${period.from} to ${period.to}.`);
    return regions;
  }

  @node('region', 'period')
  ordersOfRegion(region: string, period: Period): Order[] {
    return this.orders.ordersOf(region, period);
  }

  @node('ordersOfRegion')
  revenue(orders: Order[]): number {
    return orders.reduce((sum, { price, quantity, returned }) => sum + (returned ? 0 : price * quantity), 0) / 100;
  }

  @node('ordersOfRegion')
  soldPieces(orders: Order[]): Map<string, number> {
    const pieces = new Map<string, number>();
    for (const { product, quantity } of orders) pieces.set(product, (pieces.get(product) ?? 0) + quantity);
    return pieces;
  }

  @collect('revenue')
  totalRevenue(revenues: Collect<number>): number {
    return revenues.reduce((sum, revenue) => sum + revenue, 0);
  }

  @node('region', 'ordersOfRegion', 'revenue', 'totalRevenue')
  regionMetrics(region: string, orders: Order[], revenue: number, total: number): RegionMetrics {
    const returned = orders.filter((order) => order.returned).length;
    return { region, orders: orders.length, revenue, share: total === 0 ? 0 : revenue / total, returnRate: returned / orders.length };
  }

  @collect('regionMetrics')
  regions(regions: Collect<RegionMetrics>): RegionMetrics[] {
    return [...regions].sort((a, b) => b.revenue - a.revenue);
  }

  @collect('soldPieces')
  bestSellers(byRegion: Collect<Map<string, number>>): string[] {
    const pieces = new Map<string, number>();
    for (const [product, sold] of byRegion.flatMap((region) => [...region])) pieces.set(product, (pieces.get(product) ?? 0) + sold);
    return [...pieces].sort(([, a], [, b]) => b - a).map(([product]) => product);
  }

  @node('period', configuration<string>('currency'), 'totalRevenue', 'regions', 'bestSellers')
  report(period: Period, currency: string, revenue: number, regions: RegionMetrics[], bestSellers: string[]): SalesReport {
    return { ...period, currency, revenue, regions, bestSellers: bestSellers.slice(0, 3) };
  }
}
