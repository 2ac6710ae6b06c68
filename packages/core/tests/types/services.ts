/** Types that the type tests share. */
export interface Order {
  readonly region: string;
  readonly amount: number;
}

export interface RegionOrders {
  readonly region: string;
  readonly orders: readonly Order[];
}

export interface Analysis {
  readonly revenue: number;
  readonly returns: number;
}
