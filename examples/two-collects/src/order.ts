/** An order of a shop. */
export interface Order {
  readonly region: string;
  readonly amount: number;
  readonly returned: boolean;
}

/** The orders of one region. */
export interface RegionOrders {
  readonly region: string;
  readonly orders: readonly Order[];
}

export const sampleOrders: readonly Order[] = [
  { region: 'north', amount: 120, returned: false },
  { region: 'south', amount: 80, returned: true },
  { region: 'north', amount: 40, returned: true },
  { region: 'east', amount: 200, returned: false },
  { region: 'south', amount: 60, returned: true },
  { region: 'east', amount: 10, returned: false },
];

/** The orders by region, in order of first mention. */
export function groupByRegion(orders: readonly Order[]): RegionOrders[] {
  return [...new Set(orders.map(({ region }) => region))].map((region) => ({
    region,
    orders: orders.filter((order) => order.region === region),
  }));
}
